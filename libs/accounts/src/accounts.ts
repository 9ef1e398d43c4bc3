import { Injectable } from '@nestjs/common';
import { Audit } from '@nightdesk/access';
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
  PauseRefused,
  SiteTaken,
  workingStates,
} from './accounts.types.js';

/** What a successful connect knows of a site. */
export interface ConnectedSite {
  id: string;
  platform: string;
  site: string;
  region: string | null;
  adminEmail: string | null;
  adminWebhookUrl: string | null;
  requiredCapabilities: string[];
  remoteUserId: string;
}

/** What is known beside the cause of a move. */
export interface MoveDetails {
  /** Added to the cause's own reason. */
  detail?: string | undefined;
  /** Instead of the cause's own remedy. */
  remedy?: string | undefined;
}

/** Connected accounts and the one way in which their state changes. */
@Injectable()
export class Accounts {
  constructor(
    private readonly store: AccountsStore,
    private readonly outbox: Outbox,
    private readonly lanes: Lanes,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws AccountUnknown */
  async get(id: string, tx?: Tx): Promise<Account> {
    const account = await this.store.find(id, tx);
    if (!account) throw new AccountUnknown(id);
    return account;
  }

  /** The account, which nobody else changes until the transaction ends. @throws AccountUnknown */
  async locked(tx: Tx, id: string): Promise<Account> {
    await this.store.lock(tx, id);
    return this.get(id, tx);
  }

  findSite(platform: string, site: string): Promise<Account | null> {
    return this.store.findSite(platform, site);
  }

  list(): Promise<Account[]> {
    return this.store.list();
  }

  /**
   * Stores a site that has just proved its credential, in the caller's transaction. A site that was connected before
   * keeps its id. Nothing is sent or read for it before the probe says what it may do. Answers the lanes to wake after
   * the commit.
   * @throws SiteTaken
   */
  async connect(tx: Tx, site: ConnectedSite): Promise<Lane[]> {
    const now = this.clock.now();
    const reached = position('connected', now);
    const id = await this.store.upsert(tx, { ...site, ...reached, createdAt: now });
    if (id !== site.id) throw new SiteTaken(site.platform, site.site, id);
    return this.outbox.append(tx, [stateEvent(id, reached)]);
  }

  /** Changes what the account must be allowed; whoever changes it asks `libs/scopes` what follows. @throws AccountUnknown */
  async require(tx: Tx, id: string, requiredCapabilities: string[], actor: string): Promise<void> {
    const { requiredCapabilities: before } = await this.get(id, tx);
    await this.store.update(tx, id, { requiredCapabilities });
    const details = { from: before, to: requiredCapabilities };
    await this.audit.record({ actor, action: 'account.required_capabilities', subject: id, details }, tx);
  }

  /**
   * Nothing is read or sent for the account until it is resumed; its webhooks are stored. Pausing it again changes the
   * reason. Answers the lanes to wake after the commit.
   * @throws AccountUnknown, PauseRefused
   */
  async pause(tx: Tx, id: string, reason: string, actor: string): Promise<Lane[]> {
    await this.store.lock(tx, id);
    const remedy = accountCauses.paused.remedy.replace('{id}', id);
    const woken = await this.moveWithin(tx, id, 'paused', { detail: reason, remedy });
    const { state } = await this.get(id, tx);
    if (state !== 'paused')
      throw new PauseRefused(`The account is ${state}, so nothing goes out. Pause it when it works again.`);
    await this.audit.record({ actor, action: 'account.paused', subject: id, details: { reason } }, tx);
    return woken;
  }

  /**
   * Ends a pause; `libs/scopes` knows what the account deserves instead, and moves it on in the same transaction. Answers
   * the lanes to wake after the commit.
   * @throws AccountUnknown, PauseRefused
   */
  async resume(tx: Tx, id: string, actor: string): Promise<Lane[]> {
    await this.store.lock(tx, id);
    const { state, remedy } = await this.get(id, tx);
    if (state !== 'paused')
      throw new PauseRefused(`The account is ${state} and not paused: there is nothing to resume. ${remedy}`);
    await this.audit.record({ actor, action: 'account.resumed', subject: id }, tx);
    return this.moveWithin(tx, id, 'resumed');
  }

  /**
   * Nothing is read, sent or accepted from now on, until the site is connected again; `libs/connect` takes back what is at
   * the platform and forgets the credentials. Answers the lanes to wake after the commit.
   * @param by who, as people know them: the reason says it.
   * @throws AccountUnknown
   */
  async disconnect(tx: Tx, id: string, by: string): Promise<Lane[]> {
    const { state } = await this.locked(tx, id);
    if (state === 'disconnected') return [];
    return this.moveWithin(tx, id, 'disconnected', { detail: `by ${by}.` });
  }

  /** The user that writes at the platform are now made by. */
  actsAs(tx: Tx, id: string, remoteUserId: string): Promise<void> {
    return this.store.update(tx, id, { remoteUserId });
  }

  /**
   * Moves an account because of `cause`; what was held goes on when it works again. A cause that leads to the state it is
   * in changes reason and remedy, without an event; one that leads nowhere legal changes nothing.
   */
  async move(id: string, cause: AccountCause, details: MoveDetails = {}): Promise<void> {
    await this.lanes.wake(await this.store.transaction((tx) => this.moveWithin(tx, id, cause, details)));
  }

  /** The same in the caller's transaction; answers the lanes to wake after the commit. */
  async moveWithin(tx: Tx, id: string, cause: AccountCause, details: MoveDetails = {}): Promise<Lane[]> {
    const reached = position(cause, this.clock.now(), details);
    if ((await this.store.move(tx, id, reached)) === null) return [];
    const told = await this.outbox.append(tx, [stateEvent(id, reached)]);
    const works = (workingStates as readonly string[]).includes(reached.state);
    return works ? [...told, ...lanesOf(id)] : told;
  }
}

/** The lanes of an account. */
export function lanesOf(accountId: string): Lane[] {
  return [
    { kind: 'read', key: accountId },
    { kind: 'write', key: accountId },
  ];
}

function stateEvent(accountId: string, { stateSince, ...reached }: ReturnType<typeof position>): NewEvent {
  return {
    accountId,
    ticketId: null,
    type: 'account.state_changed',
    dedupeKey: `state:${stateSince.toISOString()}:${reached.cause}`,
    origin: 'system',
    via: 'system',
    operationId: null,
    data: reached,
    traceId: traceId(),
    occurredAt: stateSince,
  };
}

function position(cause: AccountCause, stateSince: Date, { detail, remedy }: MoveDetails = {}) {
  const known = accountCauses[cause];
  const reason = detail ? `${known.reason} ${detail}` : known.reason;
  return { state: known.state, cause, stateSince, reason, remedy: remedy ?? known.remedy };
}
