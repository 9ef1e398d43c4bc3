import { Inject, Injectable } from '@nestjs/common';
import { SiteUrls } from '@nightdesk/accounts';
import { OAuthClients } from '@nightdesk/credentials';
import {
  createSend,
  type HelpdeskAdapter,
  HelpdeskError,
  type OAuthClient,
  type OAuthTokens,
} from '@nightdesk/helpdesks/contract';
import { adapterFor, helpdesks } from '@nightdesk/helpdesks/directory';
import { Clock } from '@nightdesk/platform/clock';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import { Outbound } from '@nightdesk/platform/http';
import { ConnectAttempts } from './attempts.js';
import {
  ConnectFailed,
  type ConnectFailure,
  ConnectRefused,
  type ConnectRequest,
  type OpenAttempt,
} from './connect.types.js';
import { Onboarding } from './onboarding.js';
import { type FlowOptions, runFlow } from './strategy.js';

/** The two halves of a platform's OAuth, without what is between them. */
@Injectable()
export class OAuthFlow {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly urls: SiteUrls,
    private readonly outbound: Outbound,
    private readonly clock: Clock,
  ) {}

  get redirectUri(): string {
    return `${this.config.PUBLIC_URL}/connect/callback`;
  }

  options(adapter: HelpdeskAdapter, site: string, client: OAuthClient): Omit<FlowOptions, 'store'> {
    const { oauth, platform } = adapter;
    if (!oauth) throw new ConnectRefused('platform', `${adapter.title} is not connected by OAuth.`);
    const baseUrl = this.urls.for(platform, site);
    const now = () => this.clock.now();
    const send = createSend({ outbound: this.outbound, adapter, baseUrl, credential: null, now });
    return {
      authorizationUrl: oauth.authorizationUrl(baseUrl),
      callbackUrl: this.redirectUri,
      client,
      scopes: oauth.scopes,
      exchange: (code, codeVerifier) =>
        oauth.exchange(send, { client, code, codeVerifier, redirectUri: this.redirectUri }, now()),
    };
  }
}

/** The flow in which a person connects a site (SPEC 1). */
@Injectable()
export class Connect {
  constructor(
    private readonly attempts: ConnectAttempts,
    private readonly clients: OAuthClients,
    private readonly flow: OAuthFlow,
    private readonly onboarding: Onboarding,
  ) {}

  /** What the connect page offers. */
  choices() {
    return Object.values(helpdesks).map(({ platform, title, site, oauth }) => ({
      platform,
      title,
      siteLabel: site.label,
      sitePattern: site.pattern.source,
      siteExample: site.example,
      hasClient: this.clients.isConfigured(platform),
      redirectUri: this.flow.redirectUri,
      scopes: [...(oauth?.scopes ?? [])],
    }));
  }

  /** Answers the platform's consent page. @throws ConnectRefused, OAuthClientMissing */
  async start(request: ConnectRequest, browser: string): Promise<string> {
    const { platform, adminEmail, adminWebhookUrl, startedBy } = request;
    const adapter = Object.values(helpdesks).find((known) => known.platform === platform);
    if (!adapter)
      throw new ConnectRefused('platform', `"${platform}" is not a platform that Nightdesk knows.`);
    const site = request.site.trim().toLowerCase();
    if (!adapter.site.pattern.test(site)) {
      throw new ConnectRefused(
        'site',
        `That is not a ${adapter.title} ${adapter.site.label}. It looks like: ${adapter.site.example}`,
      );
    }
    const known = request.client ? null : await this.clients.forSite(platform, site);
    const client = request.client ?? known!;
    const attempt = {
      platform,
      site,
      adminEmail,
      adminWebhookUrl,
      oauthClientId: known?.id ?? null,
      entered: request.client,
      startedBy,
    };
    const store = this.attempts.beginning(attempt, browser);
    const result = await runFlow({ ...this.flow.options(adapter, site, client), store }, {});
    if (result.kind === 'redirect') return result.url;
    throw result.kind === 'failed' ? result.error : new Error(`a connect began with ${result.kind}`);
  }

  /** Ends the flow; answers the account's id. Whatever fails has left no account behind. @throws ConnectFailed */
  async finish(query: Readonly<Record<string, string>>, browser: string | undefined): Promise<string> {
    const attempt = await this.attempts.open(query['state'] ?? '', browser);
    return this.onboarding.complete(attempt, await this.tokens(attempt, query));
  }

  private async tokens(attempt: OpenAttempt, query: Readonly<Record<string, string>>): Promise<OAuthTokens> {
    const { platform, site } = attempt;
    const client = attempt.entered ?? (await this.clients.byId(attempt.oauthClientId, platform));
    const store = this.attempts.ending(attempt);
    const result = await runFlow({ ...this.flow.options(adapterFor(platform), site, client), store }, query);
    if (result.kind === 'tokens') return result.tokens;
    if (result.kind === 'denied')
      throw new ConnectFailed('access_denied', 'The consent page was answered with "deny".');
    throw result.kind === 'failed'
      ? explained(result.error)
      : new ConnectFailed('state_invalid', 'The answer carries no code.');
  }
}

/** What a failed exchange means to the person who waits for it. */
function explained(error: unknown): unknown {
  if (!(error instanceof HelpdeskError)) {
    const refusal = error instanceof Error && error.name === 'AuthorizationError';
    return refusal ? new ConnectFailed('token_refused', error.message, error) : error;
  }
  return new ConnectFailed(meaning(error), error.message, error);
}

function meaning({ kind, details: { status } }: HelpdeskError): ConnectFailure {
  if (status === undefined || status >= 500 || kind === 'rate_limited') return 'token_unavailable';
  return status < 400 ? 'token_garbage' : 'token_refused';
}
