import { Injectable } from '@nestjs/common';
import { Audit } from '@nightdesk/access';
import { type Account, Accounts, lanesOf, SiteTaken } from '@nightdesk/accounts';
import { Credentials, type NewGrant, OAuthClients } from '@nightdesk/credentials';
import { capabilities, type Identity } from '@nightdesk/helpdesks/contract';
import { adapterFor } from '@nightdesk/helpdesks/directory';
import { Inbox } from '@nightdesk/intake';
import { Lanes } from '@nightdesk/lanes';
import { Operations } from '@nightdesk/operations';
import { Ids } from '@nightdesk/platform/clock';
import type { Tx } from '@nightdesk/platform/database';
import { SweepPlan } from '@nightdesk/reconciliation';
import { type NewFinding, Scopes } from '@nightdesk/scopes';
import { ConnectStore, type NewWebhook } from './connect.store.js';
import { type Arrival, ConnectFailed } from './connect.types.js';
import { ConnectLinks } from './links.js';
import { type Newcomer, PlatformSide, type RemoteWebhook } from './platform-side.js';
import { WebhookDesk } from './webhook-desk.js';

/** What begins when an account is stored: the check of what it may do, and sweeps. */
@Injectable()
export class Proving {
  constructor(
    readonly scopes: Scopes,
    private readonly sweeps: SweepPlan,
  ) {}

  async begin(tx: Tx, accountId: string, platform: string, findings: readonly NewFinding[]): Promise<void> {
    await this.scopes.begin(tx, accountId);
    await this.scopes.record(tx, accountId, findings);
    await this.sweeps.begin(tx, accountId, adapterFor(platform).webhooks ? 'beside' : 'only');
  }
}

/** What waits for an account. A platform may have told one credential to come back later; another need not wait for that. */
@Injectable()
export class Waiting {
  constructor(
    private readonly inbox: Inbox,
    private readonly operations: Operations,
  ) {}

  async bringForward(tx: Tx, accountId: string): Promise<void> {
    await this.inbox.bringForward(tx, accountId);
    await this.operations.bringForward(tx, accountId);
  }
}

/** What a connect leaves of itself: the link that it used up, and a line of who connected what. */
@Injectable()
export class Traces {
  constructor(
    private readonly links: ConnectLinks,
    private readonly audit: Audit,
  ) {}

  /** @throws LinkRefused when the link has been used meanwhile */
  async leave(
    tx: Tx,
    accountId: string,
    { wish, grant, link }: Arrival,
    action: 'account.connected' | 'account.reconnected' | 'account.second_credential',
  ): Promise<void> {
    if (link) await this.links.spend(tx, link.id, accountId);
    await this.links.endRepairs(tx, accountId);
    const { platform, site, startedBy } = wish;
    const details = { platform, site, credential: grant.use.kind, ...(link ? { link: link.purpose } : {}) };
    await this.audit.record({ actor: startedBy, action, subject: accountId, details }, tx);
  }
}

/** Everything that a connect leaves in the database. */
@Injectable()
export class AccountDesk {
  constructor(
    readonly accounts: Accounts,
    readonly credentials: Credentials,
    readonly clients: OAuthClients,
    readonly store: ConnectStore,
    readonly proving: Proving,
    readonly waiting: Waiting,
    readonly traces: Traces,
  ) {}
}

/** The site that an arrival is about: an account that is known, or one to be. */
interface Prospect extends Newcomer {
  /** Null: this is its first connection. */
  known: Account | null;
}

/** What was made at the platform for a prospect. */
interface Prepared {
  /** Null: nothing is to be stored, because there is none or it stays as it is. */
  webhook: NewWebhook | null;
  findings: NewFinding[];
}

/**
 * Turns a fresh credential into a working account: who is it, webhook at the platform; then account, credential, client
 * and webhook are stored in one transaction, and the probe says whether it goes live. Whatever fails before the commit is
 * taken back at the platform as well.
 */
@Injectable()
export class Onboarding {
  constructor(
    private readonly desk: AccountDesk,
    private readonly platformSide: PlatformSide,
    private readonly webhooks: WebhookDesk,
    private readonly lanes: Lanes,
    private readonly ids: Ids,
  ) {}

  /** Answers the account's id; its first probe has been tried. @throws ConnectFailed */
  async complete(arrival: Arrival): Promise<string> {
    const id = await this.enter(arrival);
    await this.desk.proving.scopes.check(id);
    return id;
  }

  private async enter(arrival: Arrival): Promise<string> {
    const { writeLaneOf } = arrival.wish;
    let prospect = await this.prospect(arrival, arrival.wish.site);
    const made: RemoteWebhook[] = [];
    try {
      const identity = await this.platformSide.identify(prospect);
      if (writeLaneOf !== null) return await this.secondCredential(arrival, identity, writeLaneOf);
      if (identity.site !== undefined) prospect = await this.prospect(arrival, identity.site);
      await this.allowedByLink(arrival, prospect);
      const prepared = await this.prepare(arrival, prospect, made);
      return await this.store(arrival, prospect, identity, prepared);
    } catch (error) {
      if (!prospect.known) await this.platformSide.unsubscribe(prospect, made);
      // Somebody else has just connected this site for the first time: now it is a re-connect.
      if (error instanceof SiteTaken) return this.enter(arrival);
      await this.giveBack(prospect, writeLaneOf !== null);
      throw error;
    }
  }

  private async prospect({ wish, grant }: Arrival, site: string): Promise<Prospect> {
    const { platform, region } = wish;
    const known = site === '' ? null : await this.desk.accounts.findSite(platform, site);
    const id = known?.id ?? this.ids.next('acc');
    return { id, platform, site, region, use: grant.use, known };
  }

  /** Sets the webhook up, by the platform's API where it has one; `made` takes what exists there now. */
  private async prepare(arrival: Arrival, prospect: Prospect, made: RemoteWebhook[]): Promise<Prepared> {
    const { id, site, platform } = prospect;
    const { webhooks } = adapterFor(platform);
    if (!webhooks) return { webhook: null, findings: [] };
    if (webhooks.setUp !== 'api') {
      const webhook = await this.webhooks.byPerson(id, site, webhooks.setUp, arrival.app);
      return { webhook, findings: [] };
    }
    const as = this.platformSide.as(prospect);
    const { webhook, finding } = await this.platformSide.subscribe(as, prospect, this.webhooks.wanted(id));
    if (!webhook) return { webhook, findings: [finding] };
    made.push(webhook);
    return { webhook: this.webhooks.byApi(id, webhook), findings: [finding] };
  }

  /** Answers the account's id. @throws SiteTaken */
  private async store(
    arrival: Arrival,
    { id, site, known }: Prospect,
    identity: Identity,
    { webhook, findings }: Prepared,
  ): Promise<string> {
    const { accounts, credentials, clients, store, proving, waiting, traces } = this.desk;
    const { wish, grant, client } = arrival;
    const { platform, region } = wish;
    // What a re-connect does not say stays as it is.
    const asked = wish.requiredCapabilities;
    const needed = asked.length > 0 ? asked : (known?.requiredCapabilities ?? [...capabilities]);
    const remoteUserId = identity.user.id;
    const woken = await store.transaction(async (tx) => {
      const lanes = await accounts.connect(tx, {
        id,
        platform,
        site,
        region,
        adminEmail: wish.adminEmail ?? known?.adminEmail ?? null,
        adminWebhookUrl: wish.adminWebhookUrl ?? known?.adminWebhookUrl ?? null,
        requiredCapabilities: needed,
        remoteUserId,
      });
      const clientId = client.entered ? await clients.save(tx, platform, site, client.entered) : client.id;
      await credentials.save(tx, id, 'both', completed(grant, identity), clientId);
      if (webhook) await store.saveWebhook(tx, webhook);
      await proving.begin(tx, id, platform, findings);
      await waiting.bringForward(tx, id);
      const action = known ? 'account.reconnected' : 'account.connected';
      await traces.leave(tx, id, { ...arrival, wish: { ...wish, site } }, action);
      return lanes;
    });
    await this.lanes.release(lanesOf(id));
    await this.lanes.wake(woken);
    return id;
  }

  /** A credential for the write lane of an account that works already. @throws ConnectFailed `other_site` */
  private async secondCredential(arrival: Arrival, identity: Identity, id: string): Promise<string> {
    const { accounts, credentials, clients, store, waiting, traces } = this.desk;
    const { wish, grant, client } = arrival;
    const { platform, site } = await accounts.get(id);
    if (wish.platform !== platform || (identity.site ?? wish.site) !== site) {
      throw new ConnectFailed(
        'other_site',
        `This credential belongs to ${identity.site ?? wish.site}, and the account is ${site}. Use one of ${site}.`,
      );
    }
    await store.transaction(async (tx: Tx) => {
      // The site's own row keeps the client that the first credential was made by.
      const clientId = client.entered
        ? await clients.save(tx, platform, `${site} (write lane)`, client.entered)
        : client.id;
      await credentials.save(tx, id, 'write', completed(grant, identity), clientId);
      await accounts.actsAs(tx, id, identity.user.id);
      await waiting.bringForward(tx, id);
      await traces.leave(tx, id, arrival, 'account.second_credential');
    });
    await this.lanes.release(lanesOf(id));
    await this.lanes.wake(lanesOf(id));
    return id;
  }

  /**
   * A repair is for one account; whoever follows its link can connect nothing else by it. Nor can the holder of any link end
   * an operator's pause. @throws ConnectFailed `other_site`, `account_paused`
   */
  private async allowedByLink({ link }: Arrival, { id, site, known }: Prospect): Promise<void> {
    if (link && known?.state === 'paused')
      throw new ConnectFailed(
        'account_paused',
        `${site} is paused by an operator. Ask whoever sent you the link.`,
      );
    if (link?.purpose !== 'repair' || link.accountId === id) return;
    const repaired = await this.desk.accounts.get(link.accountId ?? '');
    throw new ConnectFailed(
      'other_site',
      `This credential belongs to ${site}, and the link repairs ${repaired.site}. Use one of ${repaired.site}.`,
    );
  }

  /** Where ending a token ends the whole installation, an account that works by it must not lose it. */
  private async giveBack(prospect: Prospect, hasOther: boolean): Promise<void> {
    const ends = adapterFor(prospect.platform).oauth?.revokes;
    if (ends === 'installation' && (prospect.known || hasOther)) return;
    await this.platformSide.revoke(prospect);
  }
}

/** What the credential itself told of its scopes and its end. */
function completed(grant: NewGrant, { scopes, expiresAt }: Identity): NewGrant {
  return { ...grant, scopes, expiresAt: grant.expiresAt ?? expiresAt };
}
