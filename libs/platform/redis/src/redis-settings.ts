import type { Redis } from 'ioredis';

/** How the server is set, as far as losing keys goes. */
export class RedisSettings {
  constructor(private readonly redis: Redis | null) {}

  /**
   * By which policy it throws keys away when its memory is full; null: it keeps them all, or there is none to ask. By INFO,
   * because hosted servers often refuse CONFIG.
   */
  async evicts(): Promise<string | null> {
    if (this.redis?.status !== 'ready') return null;
    const said = await this.redis.info('memory').then(
      (text) => text,
      () => '',
    );
    const policy = /^maxmemory_policy:(\S+)/m.exec(said)?.[1] ?? 'noeviction';
    return policy === 'noeviction' ? null : policy;
  }
}
