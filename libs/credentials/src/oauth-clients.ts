import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import { Clock, Ids } from '@nightdesk/platform/clock';
import { KeyRing, Secret } from '@nightdesk/platform/crypto';
import { CredentialsStore } from './credentials.store.js';
import { OAuthClientMissing, type StoredClient } from './credentials.types.js';

/** The OAuth clients that Nightdesk acts as: one per site where a person entered it, else the platform's configured one. */
@Injectable()
export class OAuthClients {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly store: CredentialsStore,
    private readonly ring: KeyRing,
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
    if (row) {
      const secret =
        row.sealedSecret === null ? null : this.ring.open(row.sealedSecret, `oauth-client:${row.id}`);
      return { id: row.id, clientId: row.clientId, clientSecret: secret?.reveal() ?? null };
    }
    const client = this.configured(platform);
    if (!client) throw new OAuthClientMissing(platform, '*');
    return client;
  }

  /** Remembers the client that a person made at one site; entering it again replaces it. */
  async save(
    platform: string,
    site: string,
    clientId: string,
    clientSecret: string | null,
  ): Promise<StoredClient> {
    const known = await this.store.clientForSite(platform, site);
    const id = known?.id ?? this.ids.next('key');
    const sealedSecret =
      clientSecret === null ? null : this.ring.seal(new Secret(clientSecret), `oauth-client:${id}`);
    const stored = await this.store.saveClient(
      { id, platform, site, clientId, sealedSecret },
      this.clock.now(),
    );
    return { id: stored, clientId, clientSecret };
  }

  private configured(platform: string): StoredClient | null {
    const clients: Record<string, [string | undefined, string | undefined]> = {
      zendesk: [this.config.ZENDESK_CLIENT_ID, this.config.ZENDESK_CLIENT_SECRET],
    };
    const [clientId, clientSecret] = clients[platform] ?? [];
    return clientId === undefined ? null : { id: null, clientId, clientSecret: clientSecret ?? null };
  }
}
