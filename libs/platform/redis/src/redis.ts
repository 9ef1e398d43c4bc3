import { Logger } from '@nestjs/common';
import { Redis } from 'ioredis';

const FIRST_CONTACT_MS = 2_000;

/**
 * Opens a connection that answers or fails within about two seconds and reconnects by itself. Commands given while
 * Redis is away are refused at once and not kept for later: the caller knows best whether they still matter then.
 * Waits a moment for the first contact, and goes on without it, because a process must start while Redis is away.
 */
export async function connectRedis(url: string): Promise<Redis> {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    enableAutoPipelining: true,
    autoPipeliningIgnoredCommands: ['bzpopmin'],
    maxRetriesPerRequest: 1,
    commandTimeout: 2_000,
    connectTimeout: 2_000,
    retryStrategy: (attempt) => Math.min(50 * 2 ** Math.min(attempt, 5), 1_000),
  });
  reportOutages(redis);
  if (redis.status !== 'ready') await firstContact(redis);
  return redis;
}

/** One line when Redis goes away and one when it is back, instead of one for each attempt. */
function reportOutages(redis: Redis): void {
  const log = new Logger('Redis');
  let away = false;
  redis.on('error', (error: Error) => {
    if (!away) log.error(`Redis is away (${error.message}); reconnecting until it answers`);
    away = true;
  });
  redis.on('ready', () => {
    if (away) log.log('Redis is back');
    away = false;
  });
}

function firstContact(redis: Redis): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      redis.off('ready', done);
      resolve();
    };
    const timer = setTimeout(done, FIRST_CONTACT_MS);
    redis.once('ready', done);
  });
}
