import { Injectable } from '@nestjs/common';
import { type Account, Accounts } from '@nightdesk/accounts';
import {
  capabilityOf,
  type HelpdeskError,
  type Receipt,
  type WriteMark,
} from '@nightdesk/helpdesks/contract';
import { adapterFor } from '@nightdesk/helpdesks/directory';
import { Scopes, type StoredFinding, unmet } from '@nightdesk/scopes';
import type { Operation, OperationStep } from './operations.types.js';
import { OwnWrites } from './own-writes.store.js';

/** More than any adapter's own allowance for clocks that differ. */
const skewMs = 15 * 60_000;

/** What the account of an operation may do, and who it writes as. */
@Injectable()
export class Standing {
  constructor(
    private readonly accounts: Accounts,
    private readonly scopes: Scopes,
    private readonly ownWrites: OwnWrites,
  ) {}

  account({ accountId }: Operation): Promise<Account> {
    return this.accounts.get(accountId);
  }

  /** The capability that open steps need and the account does not have: then none of them is sent. */
  async lacks({ accountId, steps }: Operation): Promise<StoredFinding | undefined> {
    const needed = steps
      .filter(({ state }) => state === 'pending')
      .map(({ step }) => capabilityOf[step.kind]);
    return unmet(needed, await this.scopes.findings(accountId));
  }

  /** What a 403 means: the whole account lacks a right that the refused group needs, or only this ticket is closed to it. */
  async refused(operation: Operation, error: HelpdeskError): Promise<'account' | 'ticket'> {
    const open = operation.steps.filter(({ state }) => state === 'pending').map(({ step }) => step);
    const { platform } = await this.account(operation);
    const [group = []] = adapterFor(platform).plan(open);
    const suspects = new Set(group.map(({ kind }) => capabilityOf[kind]));
    return this.scopes.refused(operation.accountId, [...suspects], error);
  }

  /** What nobody could tell before is shown by a write that succeeded. */
  proved({ accountId }: Operation, group: readonly OperationStep[], { requestId }: Receipt): Promise<void> {
    const shown = group.map(({ step }) => capabilityOf[step.kind]);
    return this.scopes.proved(accountId, shown, requestId);
  }

  /** The platform's ids of what other operations of ours have written to the ticket since the condition's instant. */
  async ownIds({ accountId, ticketId, ifNoReplySince }: Operation): Promise<Set<string>> {
    if (!ifNoReplySince) return new Set();
    const since = new Date(ifNoReplySince.getTime() - skewMs);
    const writes = await this.ownWrites.since(accountId, ticketId, since);
    return new Set(writes.flatMap(({ remoteIds }) => remoteIds));
  }

  /** What identifies the operation's writes. Other operations' writes are only asked for where the platform carries no mark. */
  async mark(
    { id: operationId, accountId, ticketId, firstSentAt }: Operation,
    { platform, remoteUserId: authorId }: Account,
    now: Date,
  ): Promise<WriteMark> {
    const since = firstSentAt ?? now;
    if (adapterFor(platform).proof === 'mark') return { operationId, since, authorId, taken: [] };
    // Steps of this operation that are confirmed have their ids; the one that is looked for has none yet. From well before
    // the first attempt, because adapters allow for clocks that differ by minutes.
    const writes = await this.ownWrites.since(accountId, ticketId, new Date(since.getTime() - skewMs));
    return { operationId, since, authorId, taken: writes.flatMap(({ remoteIds }) => remoteIds) };
  }
}
