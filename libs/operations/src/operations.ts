import { Injectable } from '@nestjs/common';
import { Accounts } from '@nightdesk/accounts';
import type { Step } from '@nightdesk/helpdesks/contract';
import { type Lane, Lanes } from '@nightdesk/lanes';
import { Clock, Ids } from '@nightdesk/platform/clock';
import { sha256 } from '@nightdesk/platform/crypto';
import type { Tx } from '@nightdesk/platform/database';
import { traceId } from '@nightdesk/platform/observability';
import { OperationsStore } from './operations.store.js';
import {
  type OperationFilter,
  type OperationRequest,
  OperationUnknown,
  type OperationWithHistory,
  type OwnWrite,
} from './operations.types.js';

/** The same content on the same ticket within this time is the same request (SPEC 8.3). */
const repeatWindowMs = 60_000;

/** Commands: what the automation asks to be changed. */
@Injectable()
export class Operations {
  constructor(
    private readonly store: OperationsStore,
    private readonly accounts: Accounts,
    private readonly lanes: Lanes,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * Queues an operation in the caller's transaction; call {@link announce} after the commit. The same content for the
   * same ticket within 60 s answers the first operation, unless `allowRepeat` is set.
   * @throws AccountUnknown
   */
  async submit(tx: Tx, request: OperationRequest): Promise<OperationWithHistory> {
    const { accountId, ticketId, steps, allowRepeat, ...conditions } = request;
    await this.accounts.get(accountId, tx);
    const now = this.clock.now();
    const contentHash = hashOf(ticketId, steps);
    const repeat = allowRepeat
      ? null
      : await this.store.findRepeat(
          tx,
          accountId,
          contentHash,
          ticketId,
          new Date(now.getTime() - repeatWindowMs),
        );
    const id = repeat ?? this.ids.next('op');
    if (repeat === null) {
      const fresh = {
        state: 'queued',
        reason: null,
        attempts: 0,
        claimedUntil: null,
        firstSentAt: null,
        finishedAt: null,
      } as const;
      const row = { id, accountId, ticketId, contentHash, traceId: traceId(), createdAt: now, dueAt: now };
      await this.store.insert(tx, { ...row, ...fresh, ...conditions }, steps);
    }
    const stored = await this.store.find(id, tx);
    if (!stored) throw new OperationUnknown(id);
    return stored;
  }

  /** Wakes the lane of an operation that was committed. */
  announce(operation: Pick<OperationWithHistory, 'accountId'>): Promise<void> {
    const lane: Lane = { kind: 'write', key: operation.accountId };
    return this.lanes.wake([lane]);
  }

  /**
   * @param accountIds only operations of these; empty: of every account.
   * @throws OperationUnknown
   */
  async get(id: string, accountIds: readonly string[]): Promise<OperationWithHistory> {
    const operation = await this.store.find(id);
    const visible = operation && (accountIds.length === 0 || accountIds.includes(operation.accountId));
    if (!visible) throw new OperationUnknown(id);
    return operation;
  }

  /** Newest first; `accountIds` empty: of every account. */
  list(filter: OperationFilter): Promise<OperationWithHistory[]> {
    return this.store.list(filter);
  }
}

/** Tells our own changes from those of others, also before the platform has answered our call. */
@Injectable()
export class OwnWrites {
  constructor(private readonly store: OperationsStore) {}

  since(accountId: string, ticketId: string, since: Date): Promise<OwnWrite[]> {
    return this.store.writesSince(accountId, ticketId, since);
  }
}

function hashOf(ticketId: string, steps: readonly Step[]): string {
  return sha256(
    ticketId,
    ...steps.map((step) => JSON.stringify(Object.entries(step).sort(([a], [b]) => (a < b ? -1 : 1)))),
  );
}
