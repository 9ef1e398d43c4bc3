import { Injectable } from '@nestjs/common';
import { Accounts, SiteTaken } from '@nightdesk/accounts';
import { Credentials, OAuthClients } from '@nightdesk/credentials';
import { capabilities, type Identity, type OAuthTokens } from '@nightdesk/helpdesks/contract';
import { type Lane, Lanes } from '@nightdesk/lanes';
import { Clock, Ids } from '@nightdesk/platform/clock';
import { KeyRing, Secret } from '@nightdesk/platform/crypto';
import { ConnectStore } from './connect.store.js';
import type { OpenAttempt } from './connect.types.js';
import { type Newcomer, PlatformSide, type RemoteWebhook, type Subscription } from './platform-side.js';

/** What an account needs to be stored: rows, keys and names. */
@Injectable()
export class AccountDesk {
  constructor(
    readonly accounts: Accounts,
    readonly credentials: Credentials,
    readonly clients: OAuthClients,
    readonly store: ConnectStore,
    readonly ring: KeyRing,
  ) {}
}

/**
 * Turns fresh tokens into a working account: who is it, what may it do, webhook at the platform; then account,
 * credential, client and webhook are stored in one transaction. Whatever fails is taken back at the platform as well.
 */
@Injectable()
export class Onboarding {
  constructor(
    private readonly desk: AccountDesk,
    private readonly platformSide: PlatformSide,
    private readonly lanes: Lanes,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Answers the account's id. @throws ConnectFailed */
  async complete(attempt: OpenAttempt, tokens: OAuthTokens): Promise<string> {
    const { platform, site } = attempt;
    const known = await this.desk.accounts.findSite(platform, site);
    const use = { kind: 'oauth', accessToken: tokens.accessToken } as const;
    const newcomer = { id: known?.id ?? this.ids.next('acc'), platform, site, use };
    let made: RemoteWebhook | null = null;
    try {
      const identity = await this.platformSide.identify(newcomer);
      const subscription = await this.platformSide.subscribe(newcomer);
      if (!known) made = subscription.webhook;
      await this.lanes.wake(await this.store(attempt, tokens, newcomer, identity, subscription));
      return newcomer.id;
    } catch (error) {
      if (made) await this.platformSide.unsubscribe(newcomer, made);
      // Somebody else has just connected this site for the first time: now it is a re-connect.
      if (error instanceof SiteTaken) return this.complete(attempt, tokens);
      await this.platformSide.revoke(newcomer);
      throw error;
    }
  }

  /** Answers the lanes to wake. @throws SiteTaken */
  private store(
    attempt: OpenAttempt,
    tokens: OAuthTokens,
    newcomer: Newcomer,
    identity: Identity,
    { webhook, lacking: unsubscribed }: Subscription,
  ): Promise<Lane[]> {
    const { accounts, credentials, clients, store } = this.desk;
    const { platform, site, adminEmail, adminWebhookUrl, entered } = attempt;
    const { id } = newcomer;
    const unable = capabilities.filter((capability) => identity.capabilities[capability] === false);
    const lacking = [...unable, ...unsubscribed];
    const grant = { ...tokens, scopes: identity.scopes, expiresAt: tokens.expiresAt ?? identity.expiresAt };
    return store.transaction(async (tx) => {
      const woken = await accounts.connect(tx, {
        id,
        platform,
        site,
        adminEmail,
        adminWebhookUrl,
        requiredCapabilities: [...capabilities],
        remoteUserId: identity.user.id,
        cause: lacking.length > 0 ? 'scopes_missing' : 'connected',
        detail: lacking.length > 0 ? `Missing: ${lacking.join(', ')}.` : undefined,
      });
      const clientId = entered ? await clients.save(tx, platform, site, entered) : attempt.oauthClientId;
      await credentials.save(tx, id, 'both', grant, clientId);
      if (webhook) await store.saveWebhook(tx, this.webhookRow(id, webhook));
      return woken;
    });
  }

  private webhookRow(accountId: string, { remoteId, secret }: RemoteWebhook) {
    return {
      accountId,
      remoteId,
      url: this.platformSide.webhookUrl(accountId),
      sealedSecret: this.desk.ring.seal(new Secret(secret), `webhook:${accountId}`),
      createdAt: this.clock.now(),
    };
  }
}
