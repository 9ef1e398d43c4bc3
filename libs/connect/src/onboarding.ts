import { Inject, Injectable } from '@nestjs/common';
import { Accounts } from '@nightdesk/accounts';
import { Credentials, type StoredClient } from '@nightdesk/credentials';
import { Gateway } from '@nightdesk/gateway';
import {
  capabilities,
  type HelpdeskCredential,
  HelpdeskError,
  type Identity,
  type OAuthTokens,
} from '@nightdesk/helpdesks/contract';
import { Lanes } from '@nightdesk/lanes';
import { Clock, Ids } from '@nightdesk/platform/clock';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import { KeyRing, Secret } from '@nightdesk/platform/crypto';
import { ConnectStore } from './connect.store.js';
import { type ConnectAttempt, ConnectFailed, type ConnectFailure } from './connect.types.js';

interface RemoteWebhook {
  remoteId: string;
  secret: string;
}

/** What an account needs to be stored: rows, keys and names. */
@Injectable()
export class AccountDesk {
  constructor(
    readonly accounts: Accounts,
    readonly credentials: Credentials,
    readonly store: ConnectStore,
    readonly ring: KeyRing,
    readonly lanes: Lanes,
  ) {}
}

/**
 * Turns fresh tokens into a working account: who is it, what may it do, webhook at the platform; then account,
 * credential and webhook are stored in one transaction. Whatever fails before leaves nothing behind.
 */
@Injectable()
export class Onboarding {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly desk: AccountDesk,
    private readonly gateway: Gateway,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Answers the account's id. @throws ConnectFailed */
  async complete(attempt: ConnectAttempt, tokens: OAuthTokens, client: StoredClient): Promise<string> {
    const { accounts, credentials, store, ring, lanes } = this.desk;
    const { platform, site, adminEmail, adminWebhookUrl } = attempt;
    const id = (await accounts.findSite(platform, site))?.id ?? this.ids.next('acc');
    const target = { id, platform, site };
    const use: HelpdeskCredential = { kind: 'oauth', accessToken: tokens.accessToken };
    const identity = await this.identify(target, use);
    const missing = capabilities.filter((capability) => identity.capabilities[capability] === false);
    const webhook = missing.length > 0 ? null : await this.ensureWebhook(target, use);
    const lacking = missing.length > 0 ? missing : webhook ? [] : ['webhooks:write'];
    const grant = { ...tokens, scopes: identity.scopes, expiresAt: tokens.expiresAt ?? identity.expiresAt };
    const woken = await store.transaction(async (tx) => {
      await credentials.save(tx, id, 'both', grant, client);
      if (webhook) {
        const sealedSecret = ring.seal(new Secret(webhook.secret), `webhook:${id}`);
        const { remoteId } = webhook;
        await store.saveWebhook(tx, {
          accountId: id,
          remoteId,
          url: this.url(id),
          sealedSecret,
          createdAt: this.clock.now(),
        });
      }
      return accounts.connect(tx, {
        ...target,
        adminEmail,
        adminWebhookUrl,
        requiredCapabilities: [...capabilities],
        remoteUserId: identity.user.id,
        cause: lacking.length > 0 ? 'scopes_missing' : 'connected',
        detail: lacking.length > 0 ? `Missing: ${lacking.join(', ')}.` : undefined,
      });
    });
    await lanes.wake(woken);
    return id;
  }

  private async identify(
    target: { id: string; platform: string; site: string },
    use: HelpdeskCredential,
  ): Promise<Identity> {
    try {
      return await this.gateway.attempt(target, 'read', { use }, (adapter, send) => adapter.whoami(send));
    } catch (error) {
      throw failed('identity_failed', error);
    }
  }

  /** Null: the credential may not make webhooks, which the person can mend. */
  private async ensureWebhook(
    target: { id: string; platform: string; site: string },
    use: HelpdeskCredential,
  ): Promise<RemoteWebhook | null> {
    const webhook = { name: `Nightdesk ${target.id}`, url: this.url(target.id) };
    try {
      return await this.gateway.attempt(target, 'write', { use }, (adapter, send) =>
        adapter.ensureWebhook(send, webhook),
      );
    } catch (error) {
      if (error instanceof HelpdeskError && error.kind === 'forbidden') return null;
      throw failed('webhook_failed', error);
    }
  }

  private url(accountId: string): string {
    return `${this.config.WEBHOOK_URL ?? this.config.PUBLIC_URL}/v1/webhooks/${accountId}`;
  }
}

function failed(failure: ConnectFailure, error: unknown): unknown {
  return error instanceof HelpdeskError ? new ConnectFailed(failure, error.message, error) : error;
}
