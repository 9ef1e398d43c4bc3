import { Injectable } from '@nestjs/common';
import { Accounts } from '@nightdesk/accounts';
import type { Step } from '@nightdesk/helpdesks/contract';
import { Clock, Ids } from '@nightdesk/platform/clock';
import { sha256 } from '@nightdesk/platform/crypto';
import type { Tx } from '@nightdesk/platform/database';
import { marked, traceId, traceSampled } from '@nightdesk/platform/observability';
import { OperationsQueueStore } from './operations.queue.store.js';
import { OperationsStore } from './operations.store.js';
import {
  type Content,
  isEnded,
  type OperationFilter,
  type OperationRequest,
  OperationRefused,
  OperationUnknown,
  type OperationWithHistory,
  type Submitted,
} from './operations.types.js';
import { ShadowMode } from './shadow-mode.js';
import { shadowReason } from './shadow.js';

/** The same content on the same ticket within this time is the same request (SPEC 8.3). */
export const repeatWindowMs = 60_000;

/** Commands: what the automation asks to be changed. */
@Injectable()
export class Operations {
  constructor(
    private readonly store: OperationsStore,
    private readonly accounts: Accounts,
    private readonly queue: OperationsQueueStore,
    private readonly shadow: ShadowMode,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * Queues an operation in the caller's transaction, or records it only, where its ticket is not live. The same content for
   * the same ticket within 60 s answers the first operation, unless `allowRepeat` is set.
   * @throws AccountUnknown, OperationRefused when it is disconnected
   */
  async submit(tx: Tx, request: OperationRequest): Promise<Submitted> {
    const { accountId, ticketId, steps, allowRepeat, ...conditions } = request;
    const account = await this.accounts.get(accountId, tx);
    if (account.state === 'disconnected')
      throw new OperationRefused(
        `The account is disconnected, so nothing is accepted for it. ${account.remedy}`,
      );
    const reason = shadowReason(account, ticketId);
    const now = this.clock.now();
    const content = contentOf(request);
    const since = new Date(now.getTime() - repeatWindowMs);
    if (!allowRepeat) await this.store.lockContent(tx, content);
    const repeat = allowRepeat ? null : await this.store.findRepeat(content, since, reason === null, tx);
    const id = repeat ?? this.ids.next('op');
    if (repeat === null) {
      const fresh = {
        state: reason === null ? 'queued' : 'shadowed',
        reason,
        attempts: 0,
        claimedUntil: null,
        firstSentAt: null,
        finishedAt: reason === null ? null : now,
        review: null,
        decision: null,
        cause: null,
      } as const;
      const trace = { traceId: traceId(), traceSampled: traceSampled() };
      const row = { id, ...content, ...trace, createdAt: now, dueAt: now };
      await this.store.insert(tx, { ...row, ...fresh, ...conditions }, steps);
      const about = { accountId, operationId: id };
      marked('operation submit', trace.traceId, { kind: 'PRODUCER', named: id, about });
    }
    const operation = await this.store.find(id, tx);
    if (!operation) throw new OperationUnknown(id);
    if (!isEnded(operation.state)) return { operation, woken: [{ kind: 'write', key: accountId }] };
    const isNews = repeat === null;
    return { operation, woken: isNews ? await this.shadow.tell(tx, operation) : [] };
  }

  /**
   * The account has another credential: what waits for an instant that was said to the one before is due now. What must not
   * be done yet for another reason finds that out again.
   */
  bringForward(tx: Tx, accountId: string): Promise<void> {
    return this.queue.bringForward(tx, accountId, this.clock.now());
  }

  /**
   * @param accountIds only operations of these; empty: of every account.
   * @throws OperationUnknown
   */
  async get(id: string, accountIds: readonly string[], tx?: Tx): Promise<OperationWithHistory> {
    const operation = await this.store.find(id, tx);
    const visible = operation && (accountIds.length === 0 || accountIds.includes(operation.accountId));
    if (!visible) throw new OperationUnknown(id);
    return operation;
  }

  /** Newest first; `accountIds` empty: of every account. */
  list(filter: OperationFilter): Promise<OperationWithHistory[]> {
    return this.store.list(filter);
  }
}

/** What makes two requests the same. */
export function contentOf({
  accountId,
  ticketId,
  steps,
}: Pick<OperationRequest, 'accountId' | 'ticketId' | 'steps'>): Content {
  return { accountId, ticketId, contentHash: hashOf(ticketId, steps) };
}

function hashOf(ticketId: string, steps: readonly Step[]): string {
  return sha256(
    ticketId,
    ...steps.map((step) => JSON.stringify(Object.entries(step).sort(([a], [b]) => (a < b ? -1 : 1)))),
  );
}
