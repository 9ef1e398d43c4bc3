import { Injectable } from '@nestjs/common';
import { Snapshot } from '@nightdesk/accounts';
import { HelpdeskError } from '@nightdesk/helpdesks/contract';
import { Clock } from '@nightdesk/platform/clock';
import { Log } from '@nightdesk/platform/observability';
import { type Breaker, BreakersStore } from './breakers.store.js';
import { Failures } from './failures.js';

/** How long nothing goes out after a platform has failed. */
const openMs = 30_000;
/** A trial lasts at most as long as the longest call with what is committed before it. */
const trialMs = 15_000;
/** While another call tries, and after a trial that was not made. */
const soonMs = 1_000;

/** How a call was let through: like any other, or as the one that tries whether the platform works again. */
export type Passage = { kind: 'closed' } | { kind: 'trial'; until: Date };

/** `answered`: the connection works, whatever the answer said. `unknown`: nothing was sent, or it says nothing of that. */
export type CallEnd = { kind: 'answered' } | { kind: 'unknown' } | { kind: 'failed'; reason: string };

/**
 * A circuit breaker for each account (SPEC 9.2). What fails is counted in this process; that it is open is a row, so all
 * processes hold, and one call over all of them tries when its time has come. Healthy accounts cost nothing.
 */
@Injectable()
export class Breakers {
  private readonly failures = new Failures();
  /** All that are not closed in one look, because they are few: its cost does not grow with the number of accounts. */
  private readonly open = new Snapshot(
    async () => new Map((await this.store.list()).map((breaker) => [breaker.accountId, breaker])),
  );

  constructor(
    private readonly store: BreakersStore,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Null: closed. */
  of(accountId: string): Promise<Breaker | null> {
    return this.store.find(accountId);
  }

  /** Those that are not closed. */
  list(): Promise<Breaker[]> {
    return this.store.list();
  }

  /** To be followed by `leave`, however the call ends. @throws HelpdeskError `held` with `retryAt`. */
  async enter(accountId: string): Promise<Passage> {
    const breaker = (await this.open.get()).get(accountId);
    if (!breaker) return { kind: 'closed' };
    const now = this.clock.now();
    if (breaker.retryAt > now) throw held(breaker, now);
    const until = after(now, trialMs);
    const mine = await this.store.claim(accountId, now, until);
    this.open.forget();
    if (!mine) throw held({ ...breaker, state: 'half_open' }, now);
    this.log.line('breaker.half_open', { accountId, reason: breaker.reason });
    return { kind: 'trial', until };
  }

  /**
   * Answers until when the account's calls are held, when the call failed and they are; else null. Never throws: the
   * platform has answered or not, whatever becomes of what follows from it.
   */
  async leave(accountId: string, passage: Passage, end: CallEnd): Promise<Date | null> {
    try {
      return passage.kind === 'trial'
        ? await this.tried(accountId, passage.until, end)
        : await this.counted(accountId, end);
    } catch (error) {
      this.log.failure('breaker.not_moved', error, { accountId });
      return null;
    }
  }

  private async tried(accountId: string, until: Date, end: CallEnd): Promise<Date | null> {
    const now = this.clock.now();
    this.failures.forget(accountId);
    try {
      if (end.kind === 'answered') {
        if (await this.store.close(accountId, until)) this.log.line('breaker.closed', { accountId });
        return null;
      }
      const retryAt = after(now, end.kind === 'failed' ? openMs : soonMs);
      const reason = end.kind === 'failed' ? { reason: end.reason } : {};
      const moved = await this.store.reopen(accountId, until, { retryAt, ...reason });
      if (moved && end.kind === 'failed')
        this.log.line('breaker.open', { accountId, again: true, ...reason });
      return end.kind === 'failed' ? retryAt : null;
    } finally {
      this.open.forget();
    }
  }

  private async counted(accountId: string, end: CallEnd): Promise<Date | null> {
    if (end.kind === 'unknown') return null;
    if (end.kind === 'answered') {
      this.failures.answered(accountId);
      return null;
    }
    if (!this.failures.failed(accountId)) return (await this.open.get()).get(accountId)?.retryAt ?? null;
    const now = this.clock.now();
    const retryAt = after(now, openMs);
    const { reason } = end;
    const mine = await this.store.open({ accountId, state: 'open', reason, openedAt: now, retryAt });
    this.open.forget();
    if (mine) this.log.line('breaker.open', { accountId, again: false, reason });
    return (await this.open.get()).get(accountId)?.retryAt ?? retryAt;
  }
}

function held({ state, reason, retryAt }: Breaker, now: Date): HelpdeskError {
  return state === 'half_open'
    ? new HelpdeskError('held', `the platform failed (${reason}); one call tries whether it works again`, {
        retryAt: after(now, soonMs),
      })
    : new HelpdeskError('held', `the platform failed (${reason}), so nothing is sent for a while`, {
        retryAt,
      });
}

const after = (now: Date, ms: number) => new Date(now.getTime() + ms);
