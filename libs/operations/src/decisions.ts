import { Injectable } from '@nestjs/common';
import { Audit } from '@nightdesk/access';
import { Accounts } from '@nightdesk/accounts';
import type { Lane } from '@nightdesk/lanes';
import { Clock } from '@nightdesk/platform/clock';
import type { Tx } from '@nightdesk/platform/database';
import { type End, OperationLog } from './operation-log.js';
import { type Move, OperationsStore } from './operations.store.js';
import {
  type Decision,
  type Operation,
  OperationMoved,
  OperationRefused,
  OperationUnknown,
} from './operations.types.js';
import { shadowReason } from './shadow.js';

/** Operations that are closed in one transaction. */
const closedAtOnce = 100;

/** Who asks, and of which accounts the operation must be; empty: of any. */
export interface Asker {
  actor: string;
  accountIds: readonly string[];
}

/**
 * What people (and automations) do to an operation that exists. Each in the caller's transaction, with its audit line and
 * its event, and answers the lanes to wake after the commit. Nothing here can cross a call: `sending` is committed before
 * each, under a claim that any change made here ends.
 */
@Injectable()
export class OperationDecisions {
  constructor(
    private readonly store: OperationsStore,
    private readonly accounts: Accounts,
    private readonly history: OperationLog,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /**
   * Nothing more of it goes out. What has gone out stays, and is shown as partially applied.
   * @throws OperationUnknown, OperationRefused
   */
  async cancel(tx: Tx, id: string, asker: Asker): Promise<Lane[]> {
    const operation = await this.find(tx, id, asker);
    if (operation.state === 'cancelled') return [];
    if (operation.state !== 'queued' && operation.state !== 'held')
      throw new OperationRefused(
        `The operation is ${operation.state}; only what is queued or held can be cancelled. ` +
          'What may have gone out is looked up first; look at it again in a moment.',
      );
    const reason = `cancelled by ${asker.actor}`;
    const woken = await this.close(tx, operation, { to: 'cancelled', reason });
    await this.audit.record({ actor: asker.actor, action: 'operation.cancelled', subject: id }, tx);
    return woken;
  }

  /**
   * What a person says of an operation that cannot be decided: `landed` (its steps count as confirmed), `send_again`
   * (without another look), `give_up`.
   * @throws OperationUnknown, OperationRefused
   */
  async decide(tx: Tx, id: string, decision: Decision, asker: Asker): Promise<Lane[]> {
    const operation = await this.find(tx, id, asker);
    if (!operation.review)
      throw new OperationRefused(
        `The operation is ${operation.state} and waits for nobody’s decision; it may have been decided meanwhile.`,
      );
    const details = { decision, candidates: operation.review.candidates };
    await this.audit.record({ actor: asker.actor, action: 'operation.decided', subject: id, details }, tx);
    if (decision === 'give_up')
      return this.close(tx, operation, {
        to: 'failed',
        reason: `given up by ${asker.actor}`,
        kind: 'given_up',
      });
    if (decision === 'landed') return this.landed(tx, operation, asker.actor);
    const reason = `${asker.actor} says that it is not on the ticket: it is sent again`;
    await this.move(tx, operation, {
      to: 'unknown',
      reason,
      at: this.clock.now(),
      dueAt: this.clock.now(),
      decision,
    });
    return [laneOf(operation)];
  }

  /**
   * Tries an operation again that has failed or died, with all its attempts. What may have gone out is looked for first.
   * @throws OperationUnknown, OperationRefused
   */
  async replay(tx: Tx, id: string, asker: Asker): Promise<Lane[]> {
    const operation = await this.find(tx, id, asker);
    if (operation.state !== 'failed' && operation.state !== 'dead')
      throw new OperationRefused(
        `The operation is ${operation.state}; only what is failed or dead can be replayed.`,
      );
    const shadowed = shadowReason(await this.accounts.get(operation.accountId, tx), operation.ticketId);
    if (shadowed) throw new OperationRefused(`${shadowed}. Raise the account’s live share first.`);
    await this.store.reopenSteps(tx, id);
    const now = this.clock.now();
    await this.move(tx, operation, {
      to: operation.firstSentAt ? 'unknown' : 'queued',
      reason: `replayed by ${asker.actor}`,
      at: now,
      dueAt: now,
      attempts: 0,
    });
    await this.audit.record({ actor: asker.actor, action: 'operation.replayed', subject: id }, tx);
    return [laneOf(operation)];
  }

  /**
   * Closes what is open of an account that was disconnected, in transactions of its own: what had not gone out is
   * cancelled, and what may have gone out has failed, because nobody can look any more. A call that is out at this moment
   * ends by itself. May be repeated.
   */
  async closeOpen(accountId: string, reason: string): Promise<{ closed: number; woken: Lane[] }> {
    const all = { closed: 0, woken: [] as Lane[] };
    for (let found = closedAtOnce; found === closedAtOnce; all.closed += found) {
      const lanes = await this.store.transaction(async (tx) => {
        const ids = await this.store.openOf(tx, accountId, this.clock.now(), closedAtOnce);
        found = ids.length;
        const woken: Lane[] = [];
        for (const id of ids) woken.push(...(await this.closeDisconnected(tx, id, reason)));
        return woken;
      });
      all.woken.push(...lanes);
    }
    return all;
  }

  private async closeDisconnected(tx: Tx, id: string, reason: string): Promise<Lane[]> {
    const operation = await this.find(tx, id, { actor: reason, accountIds: [] });
    const { state } = operation;
    if (state === 'queued' || state === 'held') return this.close(tx, operation, { to: 'cancelled', reason });
    const doubt = `${reason}; it may have reached the ticket`;
    return this.close(tx, operation, { to: 'failed', reason: doubt, kind: 'disconnected' });
  }

  private async landed(tx: Tx, operation: Operation, actor: string): Promise<Lane[]> {
    const { positions = [], candidates: remoteIds = [] } = operation.review ?? {};
    const isWhole = operation.steps.every(
      ({ state, position }) => state === 'confirmed' || positions.includes(position),
    );
    const reason = `${actor} says that it is on the ticket`;
    if (isWhole) return this.close(tx, operation, { to: 'confirmed', reason, remoteIds });
    const at = this.clock.now();
    await this.store.settleSteps(operation.id, positions, { state: 'confirmed', at, remoteIds }, tx);
    await this.move(tx, operation, { to: 'unknown', reason, at, dueAt: at });
    return [laneOf(operation)];
  }

  private async close(tx: Tx, operation: Operation, end: End): Promise<Lane[]> {
    return [...(await told(this.history.closeWithin(tx, operation, end))), laneOf(operation)];
  }

  private async find(tx: Tx, id: string, { accountIds }: Asker): Promise<Operation> {
    const operation = await this.store.find(id, tx);
    if (!operation || (accountIds.length > 0 && !accountIds.includes(operation.accountId)))
      throw new OperationUnknown(id);
    return operation;
  }

  private async move(tx: Tx, operation: Operation, move: Move): Promise<void> {
    await told(this.store.move(tx, operation, move));
  }
}

/** Whoever asks is told that a worker was first. */
async function told<T>(change: Promise<T>): Promise<T> {
  try {
    return await change;
  } catch (error) {
    if (!(error instanceof OperationMoved)) throw error;
    throw new OperationRefused('The operation has just been taken in hand. Look at it again in a moment.', {
      cause: error,
    });
  }
}

const laneOf = ({ accountId }: Operation): Lane => ({ kind: 'write', key: accountId });
