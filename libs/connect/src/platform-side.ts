import { Inject, Injectable } from '@nestjs/common';
import { Gateway } from '@nightdesk/gateway';
import { type HelpdeskCredential, HelpdeskError, type Identity } from '@nightdesk/helpdesks/contract';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import { Log } from '@nightdesk/platform/observability';
import { ConnectFailed, type ConnectFailure } from './connect.types.js';

/** A site that is being connected, and the fresh credential that must prove itself. */
export interface Newcomer {
  id: string;
  platform: string;
  site: string;
  use: HelpdeskCredential;
}

export interface RemoteWebhook {
  remoteId: string;
  secret: string;
}

/** Either a webhook, or what the credential lacks to make one, which the person can mend. */
export type Subscription = { webhook: RemoteWebhook; lacking: [] } | { webhook: null; lacking: string[] };

/** What a connect asks of the platform, and takes back there when it fails. */
@Injectable()
export class PlatformSide {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly gateway: Gateway,
    private readonly log: Log,
  ) {}

  webhookUrl(accountId: string): string {
    return `${this.config.WEBHOOK_URL ?? this.config.PUBLIC_URL}/v1/webhooks/${accountId}`;
  }

  /** @throws ConnectFailed `identity_failed` */
  async identify(newcomer: Newcomer): Promise<Identity> {
    try {
      return await this.gateway.attempt(newcomer, 'read', newcomer, (adapter, send) => adapter.whoami(send));
    } catch (error) {
      throw failed('identity_failed', error);
    }
  }

  /** @throws ConnectFailed `webhook_failed` */
  async subscribe(newcomer: Newcomer): Promise<Subscription> {
    try {
      // Twice, because it finds by name what the first try may have made without our seeing the answer.
      const webhook = await this.ensureWebhook(newcomer).catch((error: unknown) => {
        if (!isPassing(error)) throw error;
        return this.ensureWebhook(newcomer);
      });
      return { webhook, lacking: [] };
    } catch (error) {
      if (!(error instanceof HelpdeskError && error.kind === 'forbidden'))
        throw failed('webhook_failed', error);
      const { missingScopes = [] } = error.details;
      const role = ['the role of an admin, who alone may make webhooks'];
      return { webhook: null, lacking: missingScopes.length > 0 ? missingScopes : role };
    }
  }

  /** Takes a webhook back. Never throws: that the connect failed is what the person must hear. */
  async unsubscribe(newcomer: Newcomer, { remoteId }: RemoteWebhook): Promise<void> {
    await this.gateway
      .attempt(newcomer, 'write', newcomer, (adapter, send) => adapter.removeWebhook(send, remoteId))
      .catch((error: unknown) => this.notUndone(newcomer, error));
  }

  /** Ends the fresh credential. Never throws. */
  async revoke(newcomer: Newcomer): Promise<void> {
    await this.gateway
      .attempt(newcomer, 'write', newcomer, async (adapter, send) => adapter.oauth?.revoke(send))
      .catch((error: unknown) => this.notUndone(newcomer, error));
  }

  private ensureWebhook(newcomer: Newcomer): Promise<RemoteWebhook> {
    const wanted = { name: `Nightdesk ${newcomer.id}`, url: this.webhookUrl(newcomer.id) };
    return this.gateway.attempt(newcomer, 'write', newcomer, (adapter, send) =>
      adapter.ensureWebhook(send, wanted),
    );
  }

  private notUndone({ platform, site }: Newcomer, error: unknown): void {
    this.log.failure('connect.not_undone', error, { platform, site });
  }
}

const isPassing = (error: unknown) =>
  error instanceof HelpdeskError && (error.kind === 'ambiguous' || error.kind === 'unavailable');

function failed(failure: ConnectFailure, error: unknown): unknown {
  return error instanceof HelpdeskError ? new ConnectFailed(failure, error.message, error) : error;
}
