import { Inject, Injectable } from '@nestjs/common';
import type { OAuthClient } from '@nightdesk/helpdesks/contract';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import { Clock, Ids } from '@nightdesk/platform/clock';
import type { Tx } from '@nightdesk/platform/database';
import { CredentialsStore } from './credentials.store.js';
import { OAuthClientMissing, type StoredClient } from './credentials.types.js';
import { clientPurpose } from './sealed-columns.js';
import { Vault } from './vault.js';

/** The OAuth clients that Nightdesk acts as: one per site where a person entered it, else the platform's configured one. */
@Injectable()
export class OAuthClients {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly store: CredentialsStore,
    private readonly vault: Vault,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** True when a person need not enter a client. */
  isConfigured(platform: string): boolean {
    return this.configured(platform) !== null;
  }

  /** @throws OAuthClientMissing */
  async forSite(platform: string, site: string): Promise<StoredClient> {
    const row = await this.store.clientForSite(platform, site);
    if (row) return this.byId(row.id, platform);
    const client = this.configured(platform);
    if (!client) throw new OAuthClientMissing(platform, site);
    return client;
  }

  /** The client that a stored grant was made by; null: the configured one. */
  async byId(id: string | null, platform: string): Promise<StoredClient> {
    const row = id === null ? null : await this.store.client(id);
    if (row) return { id: row.id, clientId: row.clientId, clientSecret: await this.secretOf(row) };
    const client = this.configured(platform);
    if (!client) throw new OAuthClientMissing(platform, '*');
    return client;
  }

  /** Remembers the client that a person made at one site; entering it again replaces it. Answers the row's id. */
  async save(tx: Tx, platform: string, site: string, client: OAuthClient): Promise<string> {
    const known = await this.store.clientForSite(platform, site, tx);
    const id = known?.id ?? this.ids.next('key');
    const { clientId, clientSecret } = client;
    const sealedSecret = clientSecret === null ? null : this.vault.seal(clientSecret, clientPurpose(id));
    await this.store.saveClient(tx, { id, platform, site, clientId, sealedSecret }, this.clock.now());
    return id;
  }

  /** Deletes the clients that a person entered for these sites. */
  forget(tx: Tx, platform: string, sites: readonly string[]): Promise<void> {
    return this.store.deleteClients(tx, platform, sites);
  }

  private async secretOf({ id, sealedSecret }: { id: string; sealedSecret: string | null }) {
    if (sealedSecret === null) return null;
    const reading = { subject: id, part: 'client secret' as const, details: {} };
    return (await this.vault.open(sealedSecret, clientPurpose(id), reading)).reveal();
  }

  private configured(platform: string): StoredClient | null {
    const clients: Record<string, [string | undefined, string | undefined]> = {
      zendesk: [this.config.ZENDESK_CLIENT_ID, this.config.ZENDESK_CLIENT_SECRET],
      intercom: [this.config.INTERCOM_CLIENT_ID, this.config.INTERCOM_CLIENT_SECRET],
    };
    const [clientId, clientSecret] = clients[platform] ?? [];
    return clientId === undefined ? null : { id: null, clientId, clientSecret: clientSecret ?? null };
  }
}
