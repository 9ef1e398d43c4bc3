import { Injectable } from '@nestjs/common';
import type { Account } from '@nightdesk/accounts';
import {
  attemptsAtMost,
  backoffMs,
  type BeforeSend,
  describeFailure,
  Gateway,
  notBefore,
  parks,
  policies,
  wasTried,
  yieldMs,
} from '@nightdesk/gateway';
import {
  capabilityOf,
  type HelpdeskAdapter,
  HelpdeskError,
  type Receipt,
  type Step,
} from '@nightdesk/helpdesks/contract';
import { adapterFor } from '@nightdesk/helpdesks/directory';
import type { ItemOutcome } from '@nightdesk/lanes';
import { Clock } from '@nightdesk/platform/clock';
import { Log } from '@nightdesk/platform/observability';
import { type Ending, OperationLog } from './operation-log.js';
import { type Operation, OperationMoved, type OperationStep } from './operations.types.js';
import { refusal } from './rules.js';
import { Standing } from './standing.js';
import { Standstill } from './standstill.js';

const done: ItemOutcome = { kind: 'done' };

/** What this process has in hand, as of its own last commit: what it does next stands or falls with that. */
interface Hand {
  operation: Operation;
  account: Account;
  adapter: HelpdeskAdapter;
  /** When the ticket had last changed as its conditions were judged; null once our own call has changed it. */
  seen: Date | null;
  /** The drain's. */
  signal: AbortSignal;
}

/**
 * Carries an operation that this process has claimed to its next resting place. `sending` is committed before each call
 * that changes the ticket, and `unknown` after any outcome that does not say whether it did; from there the ticket is
 * read back before anything is sent again.
 */
@Injectable()
export class Performer {
  private readonly standstill = new Standstill();

  constructor(
    private readonly history: OperationLog,
    private readonly gateway: Gateway,
    private readonly standing: Standing,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** @throws OperationMoved when the claim ran out and another process went on. */
  async perform(claimed: Operation, signal: AbortSignal): Promise<ItemOutcome> {
    const account = await this.standing.account(claimed);
    const hand: Hand = {
      operation: claimed,
      account,
      adapter: adapterFor(account.platform),
      seen: null,
      signal,
    };
    try {
      if (!(await this.settled(hand))) return done;
      if (await this.lacking(hand.operation)) return done;
      const refused = await this.precondition(hand);
      if (refused) await this.history.end(hand.operation, 'failed', refused);
      else await this.sendRest(hand);
      this.standstill.moved(claimed.accountId);
      return done;
    } catch (error) {
      if (error instanceof OperationMoved) throw error;
      return this.fail(hand.operation, this.failureOf(error, hand.operation));
    }
  }

  /** Clears up what an earlier attempt left. False: put aside until the platform can be believed. */
  private async settled(hand: Hand): Promise<boolean> {
    if (hand.operation.state === 'sending') {
      hand.operation = await this.history.move(
        hand.operation,
        'unknown',
        'the process that was sending it stopped',
      );
    }
    const { operation } = hand;
    const group = nextGroup(hand);
    if (operation.state !== 'unknown' || group.length === 0 || operation.decision === 'send_again')
      return true;
    const receipt = await this.find(hand, stepsOf(group));
    if (receipt?.candidates) {
      await this.history.ask(operation, group, receipt.candidates);
      return false;
    }
    if (receipt) {
      hand.operation = await this.history.confirmed(operation, group, receipt);
      return true;
    }
    const consistentAt = await this.history.consistentAt(operation, hand.adapter);
    if (consistentAt <= this.clock.now()) {
      if (operation.attempts < attemptsAtMost.operation) return true;
      const reason = `not on the ticket after ${operation.attempts} attempts`;
      await this.history.end(operation, 'dead', { reason, kind: 'ambiguous' });
      return false;
    }
    const reason = 'not on the ticket yet; the platform may still show it';
    await this.history.doubt(operation, { reason }, consistentAt);
    return false;
  }

  /**
   * True, and the whole operation is put aside, when the account is known to lack what one of its open steps needs: else
   * the answer would go out and the ticket stay open.
   */
  private async lacking(operation: Operation): Promise<boolean> {
    const finding = await this.standing.lacks(operation);
    if (!finding) return false;
    const { capability, remedy } = finding;
    const reason = `the account lacks ${capability}${remedy ? `: ${remedy}` : ''}`;
    // Not due before the capability is granted (see the queue); only what is unknown looks again.
    const dueAt = later(this.clock.now(), operation.state === 'unknown' ? 60_000 : 0);
    await this.history.hold(operation, { reason, kind: 'forbidden' }, dueAt);
    return true;
  }

  /** Sends group after group, each confirmed on its own. */
  private async sendRest(hand: Hand): Promise<void> {
    for (let group = nextGroup(hand); group.length > 0; group = nextGroup(hand)) {
      const steps = stepsOf(group);
      const known = await this.standing.mark(hand.operation, hand.account, this.clock.now());
      const mark = { ...known, seen: hand.seen ?? undefined };
      const options = { ...callOf(hand), needs: neededBy(hand.operation), beforeSend: this.announced(hand) };
      const receipt = await this.gateway.call(options, (adapter, send) =>
        adapter.apply(send, hand.operation.ticketId, steps, mark),
      );
      hand.seen = null;
      const isLast = hand.operation.steps.every((step) => step.state === 'confirmed' || group.includes(step));
      if (isLast) await this.history.complete(hand.operation, receipt);
      else hand.operation = await this.history.confirmed(hand.operation, group, receipt);
      await this.standing.proved(hand.operation, group, receipt);
      if (isLast) return;
    }
    await this.history.complete(hand.operation);
  }

  /**
   * After the budget has said yes and before the first byte goes out: `sending` is committed before the first call of a
   * group that can change something, and before each that must not happen twice (the repeat that follows a 401 as well).
   * Every call has the whole time of a claim.
   */
  private announced(hand: Hand): BeforeSend {
    let begun = false;
    return async ({ method, repeatable }) => {
      const changes = method !== 'GET';
      const announce = changes && !(begun && repeatable === true);
      hand.operation = await this.history[announce ? 'sending' : 'keep'](hand.operation);
      begun ||= changes;
    };
  }

  private async find(hand: Hand, steps: Step[]): Promise<Receipt | null> {
    const { operation } = hand;
    const mark = await this.standing.mark(operation, hand.account, this.clock.now());
    return this.gateway.call(callOf(hand), (adapter, send) =>
      adapter.findApplied(send, operation.ticketId, steps, mark),
    );
  }

  /** Conditions hold for the first call only: after it, what has begun is completed. */
  private async precondition(hand: Hand): Promise<Ending | null> {
    const { operation } = hand;
    const begun = operation.steps.some(({ state }) => state === 'confirmed');
    const asked = operation.ifNoReplySince !== null || operation.ifStatusIn.length > 0;
    if (begun || !asked) return null;
    const current = await this.gateway.call(callOf(hand), (adapter, send) =>
      adapter.getTicket(send, operation.ticketId),
    );
    hand.seen = current.ticket.updatedAt;
    return refusal(operation, current, await this.standing.ownIds(operation));
  }

  /** An error of our own says nothing of the platform: what was being sent may have arrived. */
  private failureOf(error: unknown, { id, accountId, state }: Operation): HelpdeskError {
    if (error instanceof HelpdeskError) return error;
    this.log.failure('operation.stopped', error, { operationId: id, accountId });
    const kind = state === 'sending' ? 'ambiguous' : 'unavailable';
    return new HelpdeskError(kind, 'an error on our side; the log has it under the trace id', {
      cause: error,
    });
  }

  /** By the one table of what a failure means (gateway `policies`). */
  private async fail(operation: Operation, error: HelpdeskError): Promise<ItemOutcome> {
    const now = this.clock.now();
    const { kind, details } = error;
    const { row, lane } = policies[kind];
    const reason = describeFailure(error);
    const ending: Ending = { reason, requestId: details.requestId, kind };
    // A call that may be repeated fails as `unavailable` also where it may have arrived.
    if (operation.state === 'sending' && (kind === 'unavailable' || wasTried(error)))
      return this.doubt(operation, ending, notBefore(error, now));
    if (lane === 'park') return this.wait(operation, error, ending);
    switch (row) {
      case 'gone':
      case 'refused':
        await this.history.end(operation, 'failed', ending);
        break;
      case 'hold':
        if (kind === 'forbidden' && (await this.standing.refused(operation, error)) === 'ticket')
          await this.history.end(operation, 'failed', ending);
        else await this.history.hold(operation, ending, now);
        break;
      case 'verify':
        return this.doubt(operation, ending, now);
      case 'again':
        await this.again(operation, ending, notBefore(error, later(now, backoffMs(operation.attempts + 1))));
    }
    return done;
  }

  /** It is looked for on the ticket before anything else. */
  private async doubt(operation: Operation, ending: Ending, dueAt: Date): Promise<ItemOutcome> {
    await this.history.doubt(operation, ending, dueAt);
    return done;
  }

  /**
   * Nothing was done and no attempt is used up. The lane waits, or of a sub-limit only this operation (and those behind it
   * on its ticket). What did go out, and failed, lets other rows of the lane try first.
   */
  private async wait(operation: Operation, error: HelpdeskError, ending: Ending): Promise<ItemOutcome> {
    const now = this.clock.now();
    const { retryAt, sublimit } = error.details;
    const until = retryAt ?? later(now, 1_000);
    const isOwn = !parks(error) && !this.standstill.at(operation.accountId, sublimit ?? '', now);
    const dueAt = wasTried(error) ? later(until, yieldMs()) : isOwn ? until : now;
    await this.history.giveBack(operation, ending, dueAt);
    return isOwn ? done : { kind: 'park', until, reason: ending.reason };
  }

  private again(operation: Operation, ending: Ending, dueAt: Date): Promise<void> {
    if (operation.attempts >= attemptsAtMost.operation) return this.history.end(operation, 'dead', ending);
    return this.history.retry(operation, ending, dueAt);
  }
}

function nextGroup({ operation, adapter }: Hand): OperationStep[] {
  const open = operation.steps.filter(({ state }) => state === 'pending');
  const [first = []] = adapter.plan(open.map(({ step }) => step));
  return open.filter(({ step }) => first.includes(step));
}

/** The attempt that is being made, or looked for, or that comes next. */
const callOf = ({ operation: { accountId, attempts, state }, signal }: Hand) =>
  ({ accountId, lane: 'write', attempt: state === 'unknown' ? attempts : attempts + 1, signal }) as const;
/** What the open steps need: an operation waits whole. */
const neededBy = ({ steps }: Operation) =>
  steps.filter(({ state }) => state === 'pending').map(({ step }) => capabilityOf[step.kind]);
const stepsOf = (group: readonly OperationStep[]) => group.map(({ step }) => step);
const later = (now: Date, ms: number) => new Date(now.getTime() + ms);
