import { Injectable } from '@nestjs/common';
import { Lanes } from '@nightdesk/lanes';
import { Ids } from '@nightdesk/platform/clock';
import { Log, spanned, traceId, traceSampled } from '@nightdesk/platform/observability';
import { FreshReadsListener } from './fresh-reads.listener.js';
import { FreshReadsStore } from './fresh-reads.store.js';
import type { FreshFailure, FreshOutcome, Patience } from './fresh-reads.types.js';

/**
 * Whoever waits looks at these pauses, beside being told: a notification can be lost. Who has no answer at the first look
 * may wait for a parked lane.
 */
const looksMs = { first: 150, later: 1_000 } as const;

/**
 * Readings that somebody waits for. A question is a row, and the account's read lane answers it before anything else that
 * it has to read; withdrawn, it leaves nothing to do.
 */
@Injectable()
export class FreshReads {
  constructor(
    private readonly store: FreshReadsStore,
    private readonly listener: FreshReadsListener,
    private readonly lanes: Lanes,
    private readonly ids: Ids,
    private readonly log: Log,
  ) {}

  /** Asks, and waits as long as it is wanted. When it was `read`, the stored copy is younger than the question. */
  async ask(accountId: string, ticketId: string, patience: Patience): Promise<FreshOutcome> {
    const id = this.ids.next('req');
    const until = performance.now() + patience.withinMs;
    const bell = this.listener.bell(id);
    try {
      await this.listener.ready();
      const trace = { traceId: traceId(), traceSampled: traceSampled() };
      const question = { id, accountId, ticketId, ...trace, withinMs: patience.withinMs };
      const insert = () => this.store.insert(question);
      const isAsked = await spanned(
        'ticket ask',
        { kind: 'PRODUCER', named: id, about: { accountId } },
        insert,
      );
      if (!isAsked) return { kind: 'closed' };
      const lane = { kind: 'read', key: accountId } as const;
      // Neither throws, and neither may cost the answer time.
      void this.lanes.wake([lane]);
      let pause: number = looksMs.first;
      for (
        let left = patience.withinMs;
        left > 0 && !patience.gone.aborted;
        left = until - performance.now()
      ) {
        await bell.wait(Math.min(left, pause), patience.gone);
        const answer = await this.store.collect(id);
        if (answer) return outcomeOf(answer);
        // A lane that is parked for deliveries tries anew: the budget may allow it by now, or says why it does not.
        if (pause === looksMs.first) void this.lanes.release([lane]);
        pause = looksMs.later;
        await this.listener.ready();
      }
      return await this.withdraw(id, accountId);
    } finally {
      this.listener.forget(id);
    }
  }

  /** Rows of callers that died before they could withdraw them. */
  sweep(): Promise<void> {
    return this.store.forget();
  }

  /** It may have been answered in the last moment. */
  private async withdraw(id: string, accountId: string): Promise<FreshOutcome> {
    const left = await this.store.withdraw(id);
    if (left?.answered === true) return outcomeOf(left);
    const obstacle = left?.failure ?? null;
    this.log.line('fresh_read.withdrawn', { accountId, obstacle: obstacle?.kind });
    return { kind: 'late', obstacle };
  }
}

function outcomeOf({ failure }: { failure: FreshFailure | null }): FreshOutcome {
  return failure ? { kind: 'failed', failure } : { kind: 'read' };
}
