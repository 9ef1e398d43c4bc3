import { Injectable } from '@nestjs/common';
import { type Lane, Lanes } from '@nightdesk/lanes';
import { type NewEvent, Outbox } from '@nightdesk/outbox';
import { Clock } from '@nightdesk/platform/clock';
import type { Tx } from '@nightdesk/platform/database';
import { traceId } from '@nightdesk/platform/observability';
import { AccountsStore } from './accounts.store.js';
import {
  type Account,
  type AccountCause,
  accountCauses,
  AccountUnknown,
  SiteTaken,
} from './accounts.types.js';

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
   * @throws SiteTaken
   */
  async connect(tx: Tx, site: ConnectedSite): Promise<Lane[]> {
    const now = this.clock.now();
    const { cause, detail, ...facts } = site;
    const reached = position(cause, now, detail);
    const id = await this.store.upsert(tx, { ...facts, ...reached, createdAt: now });
    if (id !== site.id) throw new SiteTaken(site.platform, site.site, id);
    const woken = await this.outbox.append(tx, [stateEvent(id, cause, reached)]);
    return [...woken, { kind: 'read', key: site.id }, { kind: 'write', key: site.id }];
  }

  /** Moves an account because of `cause`. A cause that leads nowhere new changes nothing. */
  async move(id: string, cause: AccountCause, detail?: string): Promise<void> {
    const reached = position(cause, this.clock.now(), detail);
    const woken = await this.store.transaction(async (tx) => {
      const left = await this.store.move(tx, id, reached);
      return left === null ? [] : this.outbox.append(tx, [stateEvent(id, cause, reached)]);
    });
    await this.lanes.wake(woken);
  }
}

function stateEvent(
  accountId: string,
  cause: AccountCause,
  { stateSince, ...reached }: ReturnType<typeof position>,
): NewEvent {
  return {
    accountId,
    ticketId: null,
    type: 'account.state_changed',
    dedupeKey: `state:${stateSince.toISOString()}:${cause}`,
    origin: 'system',
    via: 'system',
    operationId: null,
    data: { cause, ...reached },
    traceId: traceId(),
    occurredAt: stateSince,
  };
}

function position(cause: AccountCause, stateSince: Date, detail?: string) {
  const { state, reason, remedy } = accountCauses[cause];
  return { state, remedy, stateSince, reason: detail ? `${reason} ${detail}` : reason };
}
