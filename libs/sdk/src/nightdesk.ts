import { AuditLog } from './audit-log.js';
import { ConnectLinks } from './connect-links.js';
import { DeadLetters } from './dead-letters.js';
import { HealthCalls } from './health.js';
import { Incidents } from './incidents.js';
import { listing } from './listing.js';
import { follow, type FollowOptions } from './follow.js';
import { type CallOptions, type ClientOptions, Http, type UnsafeCallOptions } from './http.js';
import { DeadWebhooks, SubscriberActions } from './subscribers.js';
import { Entrance, People } from './people.js';
import { Repairs } from './repairs.js';
import { SyntheticChecks } from './synthetic-checks.js';
import { TicketCalls } from './tickets.js';
import { Timelines } from './timelines.js';
import { WhatIfs } from './what-if.js';
import type * as t from './types.js';

/**
 * The api of Nightdesk, one method for each call. Every method throws `ApiError` and nothing else, save for an abort.
 * A browser logs in and is known by its cookie; a program gives an API key.
 */
export class Nightdesk extends TicketCalls {
  /** Who did what. */
  readonly audit: AuditLog;
  /** Links by which others connect their helpdesks, or repair them. */
  readonly connectLinks: ConnectLinks;
  /** What failed or was given up, and trying it again. */
  readonly deadLetters: DeadLetters;
  /** Ways in for those who have no password yet. */
  readonly entrance: Entrance;
  /** Who may open the page. */
  readonly people: People;
  /** Webhooks that could not be turned into events. */
  readonly deadWebhooks: DeadWebhooks;
  readonly subscriberActions: SubscriberActions;
  /** How accounts and Nightdesk itself are. */
  readonly health: HealthCalls;
  /** What waits of an account and why, and mending it. */
  readonly repairs: Repairs;
  /** Round trips on a sandbox ticket of an account. */
  readonly syntheticChecks: SyntheticChecks;
  /** What is wrong, and who was told. */
  readonly incidents: Incidents;
  /** What else would have become of an account's calls. */
  readonly whatIf: WhatIfs;
  /** What lies behind the stops of a timeline. */
  readonly timelines: Timelines;

  constructor(options: ClientOptions = {}) {
    super(new Http(options));
    this.audit = new AuditLog(this.http);
    this.entrance = new Entrance(this.http);
    this.people = new People(this.http);
    this.connectLinks = new ConnectLinks(this.http);
    this.deadLetters = new DeadLetters(this.http);
    this.deadWebhooks = new DeadWebhooks(this.http);
    this.subscriberActions = new SubscriberActions(this.http);
    this.health = new HealthCalls(this.http);
    this.repairs = new Repairs(this.http);
    this.syntheticChecks = new SyntheticChecks(this.http);
    this.incidents = new Incidents(this.http);
    this.whatIf = new WhatIfs(this.http);
    this.timelines = new Timelines(this.http);
  }

  /** 401 when e-mail and password do not belong together. */
  async login(login: t.Login, options: CallOptions = {}): Promise<t.SessionView> {
    return this.http.entered(await this.http.post('/session', { ...options, body: login }));
  }

  /** Who is logged in; 401 when nobody is. Also takes up the CSRF token that later calls need. */
  async session(options: CallOptions = {}): Promise<t.SessionView> {
    return this.http.entered(await this.http.get('/session', options));
  }

  async logout(options: CallOptions = {}): Promise<void> {
    await this.http.delete('/session', options);
    this.http.csrfToken = null;
  }

  /**
   * Everything of every account at once.
   * @deprecated It goes on 2027-12-01: `health.board` has a row for each account, `health.account` everything of one.
   */
  overview(options: CallOptions = {}): Promise<t.Overview> {
    return this.http.get('/health/overview', options);
  }

  async platforms(options: CallOptions = {}): Promise<t.PlatformChoice[]> {
    const { data } = await this.http.get('/connect/platforms', options);
    return data;
  }

  /** The browser must then go to `redirectUrl`, the platform's own page of consent. */
  startConnect(start: t.ConnectStart, options: CallOptions = {}): Promise<{ redirectUrl: string }> {
    return this.http.post('/connect/start', { ...options, body: start });
  }

  /** Connects by a key; answers when the account is stored and was probed once. */
  connectByKey(key: t.ConnectKey, options: CallOptions = {}): Promise<{ accountId: string }> {
    return this.http.post('/connect/key', { ...options, body: key });
  }

  async accounts(options: CallOptions = {}): Promise<t.Account[]> {
    const { data } = await this.http.get('/accounts', options);
    return data;
  }

  account(accountId: string, options: CallOptions = {}): Promise<t.Account> {
    return this.http.get('/accounts/{accountId}', { path: { accountId }, ...options });
  }

  changeAccount(
    accountId: string,
    change: t.AccountChange,
    options: UnsafeCallOptions = {},
  ): Promise<t.Account> {
    return this.http.patch('/accounts/{accountId}', { path: { accountId }, ...options, body: change });
  }

  /** Nothing is read or sent for it until it is resumed; webhooks are stored. 409 in a state in which nothing goes out anyway. */
  pauseAccount(accountId: string, reason: string, options: UnsafeCallOptions = {}): Promise<t.Account> {
    return this.http.post('/accounts/{accountId}/pause', {
      path: { accountId },
      ...options,
      body: { reason },
    });
  }

  /** What waits goes on at once, in order per ticket. 409 when it is not paused. */
  resumeAccount(accountId: string, options: UnsafeCallOptions = {}): Promise<t.Account> {
    return this.http.post('/accounts/{accountId}/resume', { path: { accountId }, ...options });
  }

  /** Ends the connection: nothing is read, sent or accepted any more, and what is at the platform is taken back. */
  disconnect(accountId: string, options: UnsafeCallOptions = {}): Promise<t.Disconnected> {
    return this.http.delete('/accounts/{accountId}', { path: { accountId }, ...options });
  }

  /** Kill switches that are on, the newest first. */
  async switches(options: CallOptions = {}): Promise<t.Switch[]> {
    const { data } = await this.http.get('/switches', options);
    return data;
  }

  /** Stops `writes`, `platform:<name>` or `capability:<capability>` within a second; what waits is kept. */
  setSwitch(name: string, reason: string, options: UnsafeCallOptions = {}): Promise<t.Switch> {
    return this.http.put('/switches/{name}', { path: { name }, ...options, body: { reason } });
  }

  /** What waited for it goes on. Nothing happens when it is not on. */
  releaseSwitch(name: string, options: UnsafeCallOptions = {}): Promise<void> {
    return this.http.delete('/switches/{name}', { path: { name }, ...options });
  }

  /** All platforms, with the share of their limits that may be used. */
  async platformCeilings(options: CallOptions = {}): Promise<t.Platform[]> {
    const { data } = await this.http.get('/platforms', options);
    return data;
  }

  changePlatform(
    name: string,
    change: t.PlatformChange,
    options: UnsafeCallOptions = {},
  ): Promise<t.Platform> {
    return this.http.patch('/platforms/{name}', { path: { name }, ...options, body: change });
  }

  /** What was recorded in shadow mode, beside what people then did. `since`: an instant; seven days ago when left out. */
  scorecard(accountId: string, options: CallOptions & { since?: string } = {}): Promise<t.Scorecard> {
    const { since, ...call } = options;
    return this.http.get('/accounts/{accountId}/scorecard', {
      path: { accountId },
      ...call,
      query: { since },
    });
  }

  /** Calls to its platform, minute by minute. `since`: an instant; an hour ago when left out, a day ago at most. */
  figures(accountId: string, options: CallOptions & { since?: string } = {}): Promise<t.Figures> {
    const { since, ...call } = options;
    return this.http.get('/accounts/{accountId}/figures', { path: { accountId }, ...call, query: { since } });
  }

  /** What the account may do, as the last probe found it. */
  capabilities(accountId: string, options: CallOptions = {}): Promise<t.Capabilities> {
    return this.http.get('/accounts/{accountId}/capabilities', { path: { accountId }, ...options });
  }

  /** Probes again, now; what is found decides whether the account is live. */
  probe(accountId: string, options: CallOptions = {}): Promise<t.Capabilities> {
    return this.http.post('/accounts/{accountId}/probe', { path: { accountId }, ...options });
  }

  /** How webhooks come to us, with what a person has to do at the platform. */
  webhookSetUp(accountId: string, options: CallOptions = {}): Promise<t.WebhookSetUp> {
    return this.http.get('/accounts/{accountId}/webhook', { path: { accountId }, ...options });
  }

  /** A new secret for its webhooks, and how to enter it; the old one is believed until the overlap ends. 409 says what to do instead. */
  rotateWebhookSecret(
    accountId: string,
    body: t.WebhookSecretRotation = {},
    options: UnsafeCallOptions = {},
  ): Promise<t.WebhookSetUp> {
    return this.http.post('/accounts/{accountId}/webhook/rotate-secret', {
      path: { accountId },
      ...options,
      body,
    });
  }

  /** How far the sweeps are that find what webhooks did not tell. */
  sweeps(accountId: string, options: CallOptions = {}): Promise<t.SweepProgress> {
    return this.http.get('/accounts/{accountId}/sweeps', { path: { accountId }, ...options });
  }

  /** Sweeps soon: with `full` every open ticket, else what changed. One that is under way goes on. */
  sweep(
    accountId: string,
    sweep: t.SweepRequest = {},
    options: UnsafeCallOptions = {},
  ): Promise<t.SweepProgress> {
    return this.http.post('/accounts/{accountId}/sweeps', { path: { accountId }, ...options, body: sweep });
  }

  /** How completely webhooks told of the changes of the last 24 hours. */
  completeness(accountId: string, options: CallOptions = {}): Promise<t.Completeness> {
    return this.http.get('/accounts/{accountId}/completeness', { path: { accountId }, ...options });
  }

  /** Events recorded after the cursor, oldest first; keep `next` for the following call. In `for await`, all up to now. */
  events(
    options: CallOptions & Pick<FollowOptions, 'after' | 'types'> & { limit?: number } = {},
  ): t.Listing<t.EventFeed> {
    const { after, types, limit, ...call } = options;
    const ask = (next: object) =>
      this.http.get('/events', { ...call, query: { after, types: types?.join(), limit, ...next } });
    return listing(ask, ({ data }) => data.length === 0);
  }

  /** Events as they come, for as long as you iterate; after a break it goes on with the next one. Ends by an abort, or an `ApiError` that stays. */
  follow(options: FollowOptions = {}): AsyncGenerator<t.NightdeskEvent, never> {
    return follow(this.http, options);
  }

  async subscribers(options: CallOptions = {}): Promise<t.Subscriber[]> {
    const { data } = await this.http.get('/subscribers', options);
    return data;
  }

  /** The answer holds the signing secret, this once. */
  createSubscriber(
    subscriber: t.SubscriberRequest,
    options: UnsafeCallOptions = {},
  ): Promise<t.CreatedSubscriber> {
    return this.http.post('/subscribers', { ...options, body: subscriber });
  }

  deleteSubscriber(subscriberId: string, options: UnsafeCallOptions = {}): Promise<void> {
    return this.http.delete('/subscribers/{subscriberId}', { path: { subscriberId }, ...options });
  }

  async apiKeys(options: CallOptions = {}): Promise<t.ApiKey[]> {
    const { data } = await this.http.get('/api-keys', options);
    return data;
  }

  /** The answer holds the key itself, this once. */
  createApiKey(key: t.ApiKeyRequest, options: UnsafeCallOptions = {}): Promise<t.CreatedApiKey> {
    return this.http.post('/api-keys', { ...options, body: key });
  }

  /** Deletes what is stored of one person; erase it at the platform first, or the next reading brings it back. */
  erase(person: t.ErasureRequest, options: UnsafeCallOptions = {}): Promise<t.Erasure> {
    return this.http.post('/erasures', { ...options, body: person });
  }

  revokeApiKey(keyId: string, options: UnsafeCallOptions = {}): Promise<void> {
    return this.http.delete('/api-keys/{keyId}', { path: { keyId }, ...options });
  }
}
