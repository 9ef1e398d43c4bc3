import { Injectable } from '@nestjs/common';
import { type Lane, Lanes } from '@nightdesk/lanes';
import { type NewEvent, Outbox } from '@nightdesk/outbox';
import { Clock } from '@nightdesk/platform/clock';
import type { Tx } from '@nightdesk/platform/database';
import { traceId } from '@nightdesk/platform/observability';
import { AccountsStore } from './accounts.store.js';
import { type Account, type AccountCause, accountCauses, AccountUnknown } from './accounts.types.js';

/** What a successful connect knows of a site. */
export interface ConnectedSite {
  id: string;
  platform: string;
  site: string;
  adminEmail: string | null;
  adminWebhookUrl: string | null;
  requiredCapabilities: string[];
  remoteUserId: string;
  cause: AccountCause;
  /** Added to the cause's own sentence, e.g. the scopes that are missing. */
  detail?: string | undefined;
}

/** Connected accounts and the one way in which their state changes. */
@Injectable()
export class Accounts {
  constructor(
    private readonly store: AccountsStore,
    private readonly outbox: Outbox,
    private readonly lanes: Lanes,
    private readonly clock: Clock,
  ) {}

  /** @throws AccountUnknown */
  async get(id: string, tx?: Tx): Promise<Account> {
    const account = await this.store.find(id, tx);
    if (!account) throw new AccountUnknown(id);
    return account;
  }

  findSite(platform: string, site: string): Promise<Account | null> {
    return this.store.findSite(platform, site);
  }

  list(): Promise<Account[]> {
    return this.store.list();
  }

  /**
   * Stores a site that has just proved its credential, in the caller's transaction. A site that was connected before
   * keeps its id. Answers the lanes to wake after the commit: what was held goes on.
   */
  async connect(tx: Tx, site: ConnectedSite): Promise<Lane[]> {
    const now = this.clock.now();
    const { cause, detail, ...facts } = site;
    await this.store.upsert(tx, { ...facts, ...position(cause, now, detail), createdAt: now });
    const woken = await this.outbox.append(tx, [this.stateEvent(site.id, cause, now)]);
    return [...woken, { kind: 'read', key: site.id }, { kind: 'write', key: site.id }];
  }

  /** Moves an account because of `cause`. A cause that leads nowhere new changes nothing. */
  async move(id: string, cause: AccountCause, detail?: string): Promise<void> {
    const now = this.clock.now();
    const woken = await this.store.transaction(async (tx) => {
      const left = await this.store.move(tx, id, position(cause, now, detail));
      return left === null ? [] : this.outbox.append(tx, [this.stateEvent(id, cause, now)]);
    });
    await this.lanes.wake(woken);
  }

  private stateEvent(accountId: string, cause: AccountCause, now: Date): NewEvent {
    return {
      accountId,
      ticketId: null,
      type: 'account.state_changed',
      dedupeKey: `state:${now.toISOString()}:${cause}`,
      origin: 'system',
      via: 'system',
      operationId: null,
      data: { cause, ...accountCauses[cause] },
      traceId: traceId(),
      occurredAt: now,
    };
  }
}

function position(cause: AccountCause, stateSince: Date, detail?: string) {
  const { state, reason, remedy } = accountCauses[cause];
  return { state, remedy, stateSince, reason: detail ? `${reason} ${detail}` : reason };
}
