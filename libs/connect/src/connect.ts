import { Inject, Injectable } from '@nestjs/common';
import { type Location, SiteUrls } from '@nightdesk/accounts';
import { grantOf, OAuthClients, TokenWire } from '@nightdesk/credentials';
import type { HelpdeskAdapter, HelpdeskCredential, OAuthClient } from '@nightdesk/helpdesks/contract';
import { adapterFor } from '@nightdesk/helpdesks/directory';
import { Clock } from '@nightdesk/platform/clock';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import { ConnectAttempts } from './attempts.js';
import {
  type Arrival,
  ConnectFailed,
  ConnectRefused,
  type Ending,
  type KeyRequest,
  type OAuthRequest,
  type OpenAttempt,
} from './connect.types.js';
import { explained, keyRefused } from './failures.js';
import { ConnectLinks } from './links.js';
import type { ConnectLink } from './links.types.js';
import { Onboarding } from './onboarding.js';
import { type FlowOptions, runFlow } from './strategy.js';
import { Wishes } from './wishes.js';

/** The two halves of a platform's OAuth, without what is between them. */
@Injectable()
export class OAuthFlow {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly urls: SiteUrls,
    private readonly wire: TokenWire,
    private readonly clock: Clock,
  ) {}

  get redirectUri(): string {
    return `${this.config.PUBLIC_URL}/connect/callback`;
  }

  options(at: Location, client: OAuthClient): Omit<FlowOptions, 'store'> {
    const adapter = adapterFor(at.platform);
    const { oauth } = adapter;
    if (!oauth) throw new ConnectRefused('platform', `${adapter.title} is not connected by OAuth.`);
    // An attempt has an id as well, but is no account.
    const { platform, site, region } = at;
    const send = this.wire.send({ platform, site, region }, null);
    return {
      authorizationUrl: oauth.authorizationUrl(this.urls.app(at)),
      callbackUrl: this.redirectUri,
      client,
      scopes: oauth.scopesAre === 'request' ? oauth.scopes : [],
      pkce: oauth.pkce,
      exchange: (code, codeVerifier) =>
        oauth.exchange(send, { client, code, codeVerifier, redirectUri: this.redirectUri }, this.clock.now()),
    };
  }
}

/** What a connect is begun from and found again by. */
@Injectable()
export class Begun {
  constructor(
    readonly attempts: ConnectAttempts,
    readonly links: ConnectLinks,
  ) {}
}

/** The ways in which a person connects a site (SPEC 1). */
@Injectable()
export class Connect {
  constructor(
    private readonly wishes: Wishes,
    private readonly begun: Begun,
    private readonly clients: OAuthClients,
    private readonly flow: OAuthFlow,
    private readonly onboarding: Onboarding,
  ) {}

  /** What the connect page offers. */
  choices() {
    return this.wishes.choices(this.flow.redirectUri);
  }

  /** Answers the platform's consent page. @throws ConnectRefused, OAuthClientMissing */
  async start({ client: entered, ...request }: OAuthRequest, browser: string): Promise<string> {
    const wish = await this.wishes.checked(request);
    const known = entered ? null : await this.clients.forSite(wish.platform, wish.site);
    const client = entered ?? known!;
    const attempt = { ...wish, oauthClientId: known?.id ?? null, entered };
    const store = this.begun.attempts.beginning(attempt, browser);
    const result = await runFlow({ ...this.flow.options(wish, client), store }, {});
    if (result.kind === 'redirect') return result.url;
    throw result.kind === 'failed' ? result.error : new Error(`a connect began with ${result.kind}`);
  }

  /** Ends the flow. Whatever fails has left no account behind. */
  async finish(query: Readonly<Record<string, string>>, browser: string | undefined): Promise<Ending> {
    let linkId: string | null = null;
    try {
      const attempt = await this.begun.attempts.open(query['state'] ?? '', browser);
      linkId = attempt.linkId;
      const link = linkId === null ? null : await this.begun.links.unused(linkId);
      const accountId = await this.onboarding.complete(await this.arrival(attempt, link, query));
      return { link, accountId, error: null };
    } catch (error) {
      const id = linkId ?? (error instanceof ConnectFailed ? error.linkId : null);
      return { link: id === null ? null : await this.begun.links.find(id), accountId: null, error };
    }
  }

  /** Connects by something that was pasted; answers the account's id. @throws ConnectRefused, ConnectFailed, LinkRefused */
  async byKey(
    { key, email, signingSecret, ...request }: KeyRequest,
    link: ConnectLink | null = null,
  ): Promise<string> {
    const wish = await this.wishes.checked(request);
    const { field, secret } = this.wishes.keyOf(wish, signingSecret);
    if (field.needsEmail && !email)
      throw new ConnectRefused('email', `Type the e-mail of the agent whose ${field.label} this is.`);
    const use: HelpdeskCredential =
      field.needsEmail && email ? { kind: 'api_token', email, token: key } : { kind: 'api_key', key };
    const none = { refreshToken: null, scopes: [], refreshTokenExpiresAt: null };
    const arrival: Arrival = {
      wish,
      grant: { use, ...none, expiresAt: field.endsAt },
      client: { entered: null, id: null },
      app: secret === null ? null : { id: null, secret },
      link,
    };
    return this.onboarding.complete(arrival).catch((error: unknown) => {
      throw keyRefused(error, field.label);
    });
  }

  private async arrival(
    attempt: OpenAttempt,
    link: ConnectLink | null,
    query: Readonly<Record<string, string>>,
  ): Promise<Arrival> {
    const { platform, entered, oauthClientId } = attempt;
    const client = entered ?? (await this.clients.byId(oauthClientId, platform));
    const store = this.begun.attempts.ending(attempt);
    const result = await runFlow({ ...this.flow.options(attempt, client), store }, query);
    switch (result.kind) {
      case 'tokens':
        return {
          wish: attempt,
          grant: grantOf(result.tokens),
          client: { entered, id: oauthClientId },
          app: signedBy(adapterFor(platform), client),
          link,
        };
      case 'denied':
        throw new ConnectFailed('access_denied', 'The consent page was answered with "deny".');
      case 'failed':
        throw explained(result.error);
      case 'redirect':
        throw new ConnectFailed('state_invalid', 'The answer carries no code.');
    }
  }
}

/** Where one app's secret signs the webhooks of all its sites, it is the OAuth client's. */
function signedBy({ webhooks }: HelpdeskAdapter, { clientId, clientSecret }: OAuthClient): Arrival['app'] {
  return webhooks?.setUp === 'app' && clientSecret !== null ? { id: clientId, secret: clientSecret } : null;
}
