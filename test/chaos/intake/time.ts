import { setTimeout as pass } from 'node:timers/promises';
import type { Rows } from './rows.js';

/** What is due has so long to be tried before more time passes; workers may be down meanwhile. */
const patienceMs = 20_000;
const restStepMs = 300_000;
const stillMs = 100_000;
const tellEachMs = 30_000;

/**
 * Lets time pass for deliveries without waiting for it: the instants of all that wait in the database move back. For the
 * programs that is the same as a clock that went on; of what they have in their hands nothing is touched.
 */
export class DeliveryTime {
  passedMs = 0;
  /** The longest that a delivery was put off for at once. */
  longestPauseMs = 0;

  constructor(private readonly rows: Rows) {}

  /**
   * Waits until nothing is to be done any more, or nothing has moved for a long time; what was put off for later gets there
   * as time passes. Answers whether it came to rest.
   */
  async rest(withinMs: number): Promise<boolean> {
    const end = Date.now() + withinMs;
    let [seen, stillAt, tellAt] = ['', Date.now() + stillMs, Date.now() + tellEachMs];
    while (Date.now() < Math.min(end, stillAt)) {
      const { inbox, deliveries, due, inHand, attempts } = await this.rows.waiting();
      if (inbox === 0 && deliveries === 0) return true;
      if (deliveries > 0 && due === 0 && inHand === 0) await this.step(restStepMs);
      const now = `${inbox} ${deliveries} ${attempts}`;
      if (now !== seen) [seen, stillAt] = [now, Date.now() + stillMs];
      if (Date.now() > tellAt) {
        tellAt = Date.now() + tellEachMs;
        console.log(`  ${inbox} webhooks and ${deliveries} deliveries wait`);
      }
      await pass(500);
    }
    for (const row of await this.rows.stuck()) console.log(`  waits: ${JSON.stringify(row)}`);
    return false;
  }

  /** Resolves when a delivery waits: time that passes while nothing happens shows nothing. Redis that forgot stops all for a minute. */
  async begin(): Promise<void> {
    const end = Date.now() + stillMs;
    while (Date.now() < end && (await this.rows.waiting()).deliveries === 0) await pass(250);
  }

  /** Once everything that is due was tried, so much time is over. */
  async step(ms: number): Promise<void> {
    const end = Date.now() + patienceMs;
    while (Date.now() < end) {
      const { due, inHand, longestPauseMs } = await this.rows.waiting();
      this.longestPauseMs = Math.max(this.longestPauseMs, longestPauseMs);
      if (due === 0 && inHand === 0) break;
      await pass(250);
    }
    await this.rows.moveBack(ms);
    this.passedMs += ms;
  }
}
