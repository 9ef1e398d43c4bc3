import { setTimeout as wait } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { placesOf } from '@nightdesk/accounts';
import {
  Budget,
  type BudgetAnswer,
  BudgetImpossibleError,
  type BudgetRequest,
  BudgetUnavailableError,
} from '@nightdesk/budget';
import { HelpdeskError, type PlatformResponse } from '@nightdesk/helpdesks/contract';
import { Clock } from '@nightdesk/platform/clock';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import { Log } from '@nightdesk/platform/observability';
import { leaseMs } from './deadlines.js';
import type { Outgoing } from './gateway.types.js';
import { type CountedWindow, inTurn, type Stopped, toldBy, windowsOf } from './limits.js';

/** How long a lane waits when the budget's own store does not answer. */
const storeAwayMs = 2_000;
/** How long a call waits for one of the account's places; they are held for the length of a call, so mostly far less. */
const patienceMs = 2_000;
/** The pause between two questions for a place grows from the first to the second. */
const pauseMs = [20, 100] as const;
const longWaitMs = 1_000;
/** A write waits for its window in place where that is sooner than a turn of its lane: the row is not touched meanwhile. */
const inPlaceMs = 250;
/** Timers and clocks differ by a little; a question asked too early is only asked again. */
const shortestMs = 5;

/** Lets calls out as the budget allows, and tells the budget what the platform says of its limits. */
@Injectable()
export class Admission {
  constructor(
    private readonly budget: Budget,
    private readonly clock: Clock,
    private readonly log: Log,
    @Inject(CONFIG) private readonly config: Pick<Config, 'CALLS_IN_FLIGHT'>,
  ) {}

  /**
   * Answers the lease, to be settled once. Waits a little for a place, and a write for a window that is about to free a call.
   * @throws HelpdeskError `rate_limited` or `held` with `retryAt`; nothing was sent and nothing counted.
   */
  async admit(outgoing: Outgoing): Promise<string> {
    const { account, lane, adapter, request, signal } = outgoing;
    const windows = windowsOf(outgoing);
    const wanted: BudgetRequest = {
      accountId: account.id,
      lane,
      windows,
      places: placesOf(adapter, this.config),
      leaseMs: leaseMs(request),
    };
    const since = performance.now();
    for (let pause: number = pauseMs[0]; ; pause = Math.min(pause * 1.5, pauseMs[1])) {
      const answer = await this.reached(this.budget.reserve(wanted));
      if (answer.granted) return answer.lease;
      const untilRetry = answer.retryAt.getTime() - this.clock.now().getTime();
      const isSoon = answer.window === null || (lane === 'write' && untilRetry <= inPlaceMs);
      const patience = answer.window === null ? patienceMs : 2 * inPlaceMs;
      if (!isSoon || performance.now() - since > patience)
        throw await this.refusal(outgoing, windows, answer);
      const ms = Math.max(answer.window === null ? pause : shortestMs, untilRetry);
      await wait(ms, undefined, { signal }).catch((aborted: unknown) => {
        signal.throwIfAborted();
        throw aborted;
      });
    }
  }

  /**
   * Gives the place back and teaches the budget what the answer said. Never throws: the platform has answered, and its
   * answer stands whatever becomes of what we learnt; the lease ends by itself.
   */
  async settle(outgoing: Outgoing, lease: string, answer: PlatformResponse | null): Promise<Stopped | null> {
    const told = answer && toldBy(outgoing, answer, this.clock.now());
    try {
      await this.budget.settle(outgoing.account.id, lease, told?.signals ?? []);
    } catch (error) {
      this.log.failure('budget.not_settled', error, { accountId: outgoing.account.id });
    }
    return told?.stopped ?? null;
  }

  /** @throws HelpdeskError */
  private async reached<T>(asked: Promise<T>): Promise<T> {
    try {
      return await asked;
    } catch (cause) {
      if (cause instanceof BudgetImpossibleError)
        throw new HelpdeskError('invalid', cause.message, { cause });
      if (!(cause instanceof BudgetUnavailableError)) throw cause;
      const retryAt = new Date(this.clock.now().getTime() + storeAwayMs);
      const message = 'the budget’s store cannot be asked, so nothing goes out';
      throw new HelpdeskError('held', message, { retryAt, cause });
    }
  }

  private async refusal(
    { account, lane }: Outgoing,
    windows: readonly CountedWindow[],
    { window, retryAt: at }: BudgetAnswer & { granted: false },
  ): Promise<HelpdeskError> {
    const after429 = lane === 'read' && (await this.isStopped(account.id, at));
    const retryAt = after429 ? inTurn(lane, at) : at;
    if (window === null)
      return new HelpdeskError('rate_limited', 'as many calls as may be are in flight', { retryAt });
    const isWhole = windows.some(({ name, whole }) => name === window && whole);
    const sublimit = isWhole ? undefined : window;
    return new HelpdeskError('rate_limited', `the ${window} budget is used up`, { retryAt, sublimit });
  }

  /** Only asked when the wait is long: a window that fills and empties all the time frees its next call sooner. */
  private async isStopped(accountId: string, until: Date): Promise<boolean> {
    const now = this.clock.now();
    if (until.getTime() - now.getTime() < longWaitMs) return false;
    const usage = await this.reached(this.budget.usage(accountId));
    return usage.some(({ blockedUntil }) => blockedUntil !== null && blockedUntil > now);
  }
}
