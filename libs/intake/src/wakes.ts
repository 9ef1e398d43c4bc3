import { setTimeout as pass } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Lanes } from '@nightdesk/lanes';

/** After a wake, so many times what it took is left to others: more where it was full, since those keep the workers busy. */
const rests = { few: { times: 6, mostMs: 150 }, full: { times: 24, mostMs: 300 } };
/** To write the orders for more at once would hold up the answers to whoever sends. */
const lanesAtOnce = 64;

/**
 * Wakes the read lanes of what was stored. The first one at once; under load those that come meanwhile go together, so that
 * a flood does not wake the same lanes with every group: on Postgres that cost more than storing did. Not awaited by
 * whoever stores: stored is stored, and a queue that is away must not make the sender wait. A wake never throws.
 */
@Injectable()
export class Wakes {
  private readonly waiting = new Set<string>();
  private running = false;

  constructor(private readonly lanes: Lanes) {}

  add(accountIds: Iterable<string>): void {
    for (const id of accountIds) this.waiting.add(id);
    if (!this.running) void this.run();
  }

  private async run(): Promise<void> {
    this.running = true;
    while (this.waiting.size > 0) {
      const keys = [...this.waiting].slice(0, lanesAtOnce);
      for (const key of keys) this.waiting.delete(key);
      const begun = performance.now();
      await this.lanes.wake(keys.map((key) => ({ kind: 'read', key })));
      const { times, mostMs } = keys.length < lanesAtOnce ? rests.few : rests.full;
      await pass(Math.min(times * (performance.now() - begun), mostMs));
    }
    this.running = false;
  }
}
