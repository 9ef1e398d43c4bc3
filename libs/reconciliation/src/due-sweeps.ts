import { newTraceId, withTrace } from '@nightdesk/platform/observability';
import type { ClaimedSweep } from './sweep.types.js';

/** Sweeps that this process has in hand: so many at once, and no more are taken on until it is asked again by the clock. */
export class DueSweeps {
  private inHand = 0;

  /**
   * @param claim takes at most so many due sweeps for this process.
   * @param sweep must not fail: what goes wrong is written to the row.
   */
  constructor(
    private readonly atOnce: number,
    private readonly claim: (limit: number) => Promise<ClaimedSweep[]>,
    private readonly sweep: (due: ClaimedSweep) => Promise<void>,
  ) {}

  /** Side by side, each with a trace of its own; ends when they have. Safe in any number of processes. */
  async workOff(): Promise<void> {
    const free = this.atOnce - this.inHand;
    if (free === 0) return;
    // The places are taken before it is known how many are due: another asking must not take them as well.
    this.inHand += free;
    const due = await this.claim(free).finally(() => (this.inHand -= free));
    this.inHand += due.length;
    await Promise.all(
      due.map((one) => withTrace(newTraceId(), () => this.sweep(one)).finally(() => (this.inHand -= 1))),
    );
  }
}
