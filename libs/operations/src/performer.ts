import { Injectable } from '@nestjs/common';
import { describeFailure, Gateway, holdMs, policies } from '@nightdesk/gateway';
import { HelpdeskError, type Receipt, type Step, type WriteMark } from '@nightdesk/helpdesks/contract';
import { adapterFor } from '@nightdesk/helpdesks/directory';
import { Accounts } from '@nightdesk/accounts';
import type { ItemOutcome } from '@nightdesk/lanes';
import { Clock } from '@nightdesk/platform/clock';
import { type Ending, OperationLog } from './operation-log.js';
import { refusal } from './preconditions.js';
import { maxAttempts, retryDelayMs } from './retry.js';
import type { Operation, OperationStep } from './operations.types.js';

const done: ItemOutcome = { kind: 'done' };

/**
 * Carries an operation that this process has claimed to its next resting place. `sending` is committed before each call
 * that changes the ticket, and `unknown` after any outcome that does not say whether it did; from there the ticket is
 * read back before anything is sent again.
 */
@Injectable()
export class Performer {
  constructor(
    private readonly log: OperationLog,
    private readonly gateway: Gateway,
    private readonly accounts: Accounts,
    private readonly clock: Clock,
  ) {}

  async perform(claimed: Operation): Promise<ItemOutcome> {
    let operation = claimed;
    try {
      if (operation.state === 'sending') {
        operation = await this.log.move(operation, 'unknown', 'the process that was sending it stopped');
      }
      if (operation.state === 'unknown') {
        const verified = await this.verify(operation);
        if (!verified) return done;
        operation = verified;
      }
      const refused = await this.precondition(operation);
      if (refused) {
        await this.log.end(operation, 'failed', refused);
        return done;
      }
      return await this.sendRest(operation);
    } catch (error) {
      if (!(error instanceof HelpdeskError)) throw error;
      return this.fail(operation.id, error);
    }
  }

  /** Sends group after group, each confirmed on its own. */
  private async sendRest(start: Operation): Promise<ItemOutcome> {
    let operation = start;
    for (
      let group = await this.nextGroup(operation);
      group.length > 0;
      group = await this.nextGroup(operation)
    ) {
      const steps = group.map(({ step }) => step);
      const mark = this.mark(operation);
      let begun: Promise<void> | undefined;
      const begin = () =>
        (begun ??= this.log.sending(operation).then((sending) => void (operation = sending)));
      const receipt = await this.gateway.call(
        operation.accountId,
        'write',
        (adapter, send) => adapter.apply(send, operation.ticketId, steps, mark),
        begin, // after the budget has said yes and before the first byte goes out
      );
      operation = await this.log.confirmed(operation, group, receipt);
    }
    await this.log.end(operation, 'confirmed', 'every step is on the ticket');
    return done;
  }

  /** Null: it has been put aside until the platform can be believed. */
  private async verify(operation: Operation): Promise<Operation | null> {
    const group = await this.nextGroup(operation);
    const steps = group.map(({ step }) => step);
    const receipt = await this.find(operation, steps);
    if (receipt) return this.log.confirmed(operation, group, receipt);
    const consistentAt = await this.log.consistentAt(operation, await this.adapter(operation));
    if (consistentAt.getTime() > this.clock.now().getTime()) {
      await this.log.wait(
        operation,
        'unknown',
        'not on the ticket yet; the platform may still show it',
        consistentAt,
      );
      return null;
    }
    return operation;
  }

  private find(operation: Operation, steps: Step[]): Promise<Receipt | null> {
    if (steps.length === 0) return Promise.resolve(null);
    return this.gateway.call(operation.accountId, 'write', (adapter, send) =>
      adapter.findApplied(send, operation.ticketId, steps, this.mark(operation)),
    );
  }

  /** Conditions hold for the first call only: after it, what has begun is completed. */
  private async precondition(operation: Operation): Promise<string | null> {
    const begun = operation.steps.some(({ state }) => state === 'confirmed');
    const asked = operation.ifNoReplySince !== null || operation.ifStatusIn.length > 0;
    if (begun || !asked) return null;
    const current = await this.gateway.call(operation.accountId, 'write', (adapter, send) =>
      adapter.getTicket(send, operation.ticketId),
    );
    return refusal(operation, current);
  }

  private async fail(id: string, error: HelpdeskError): Promise<ItemOutcome> {
    const now = this.clock.now().getTime();
    const operation = await this.log.reload(id);
    const { row, lane } = policies[error.kind];
    const reason = describeFailure(error);
    const ended: Ending = { reason, requestId: error.details.requestId };
    if (row === 'gone' || row === 'refused') await this.log.end(operation, 'failed', reason, ended.requestId);
    else if (row === 'hold') await this.log.hold(operation, ended, new Date(now + holdMs(error.kind)));
    else if (row === 'verify')
      await this.log.wait(operation, 'unknown', reason, new Date(now), ended.requestId);
    else if (lane === 'park') {
      const until = error.details.retryAt ?? new Date(now + 1_000);
      await this.log.giveBack(operation, ended, new Date(now));
      return { kind: 'park', until, reason };
    } else if (operation.attempts >= maxAttempts)
      await this.log.end(operation, 'dead', reason, ended.requestId);
    else {
      const delayed = new Date(now + retryDelayMs(operation.attempts + 1));
      const until =
        error.details.retryAt && error.details.retryAt > delayed ? error.details.retryAt : delayed;
      await this.log.retry(operation, ended, until);
    }
    return done;
  }

  private async nextGroup(operation: Operation): Promise<OperationStep[]> {
    const open = operation.steps.filter(({ state }) => state === 'pending');
    const [first = []] = (await this.adapter(operation)).plan(open.map(({ step }) => step));
    return open.filter(({ step }) => first.includes(step));
  }

  private async adapter(operation: Operation) {
    return adapterFor((await this.accounts.get(operation.accountId)).platform);
  }

  private mark(operation: Operation): WriteMark {
    return { operationId: operation.id, since: operation.firstSentAt ?? this.clock.now() };
  }
}
