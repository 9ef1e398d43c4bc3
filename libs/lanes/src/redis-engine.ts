import { Logger } from '@nestjs/common';
import { Queue, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { type LaneEngine, queueOptions, workerOptions } from './lane-engine.js';
import { Reminder } from './reminder.js';

const PREFIX = '{lanes}';
const WOKEN = `${PREFIX}:woken`;

/**
 * Queues on Redis. Producers use the shared connection, which fails fast; workers block on their own.
 *
 * An idle Redis looks only ten times a second (its `hz`) which blocked clients have waited long enough, so a worker that
 * waits for a parked lane would start it up to 100 ms late. Any command makes it look at once: hence the reminder.
 */
export function redisEngine(shared: Redis): LaneEngine {
  const log = new Logger('LaneEngine');
  const onlySlower = (error: Error) => log.debug(error.message);
  const reminder = new Reminder(() => void shared.ping().catch(onlySlower));
  const patient = { enableOfflineQueue: true, maxRetriesPerRequest: null, commandTimeout: undefined };
  let blocking: Redis | undefined;
  let listening: Redis | undefined;
  const forWorkers = () => (blocking ??= shared.duplicate(patient));
  return {
    name: 'redis',
    prepare: async () => undefined,
    ready: async () => undefined,
    queue: (kind) => new Queue(kind, { ...queueOptions, prefix: PREFIX, connection: shared }),
    worker: (kind, run, concurrency) =>
      new Worker(kind, run, {
        ...workerOptions,
        prefix: PREFIX,
        concurrency,
        connection: forWorkers(),
        drainDelay: 10,
      }),
    tell: (names) => shared.publish(WOKEN, names.join('\n')),
    listen(heard) {
      listening ??= shared.duplicate(patient);
      listening.on('error', onlySlower);
      listening.on('message', (_channel, names: string) => names.split('\n').forEach(heard));
      void listening.subscribe(WOKEN).catch(onlySlower);
    },
    expect: (at) => reminder.at(at.getTime()),
    async close() {
      reminder.stop();
      blocking?.disconnect();
      listening?.disconnect();
    },
  };
}
