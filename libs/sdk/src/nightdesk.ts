import { ConnectLinks } from './connect-links.js';
import { DeadLetters } from './dead-letters.js';
import { Incidents } from './incidents.js';
import { type CallOptions, type ClientOptions, Http, type UnsafeCallOptions } from './http.js';
import { DeadWebhooks, SubscriberActions } from './subscribers.js';
import { accountPath, switchPath, ticketPath } from './paths.js';
import { reading, type ReadOptions } from './reading.js';
import type * as t from './types.js';

/**
 * The api of Nightdesk, one method for each call. Every method throws `ApiError` and nothing else, save for an abort.
 * A browser logs in and is known by its cookie; a program gives an API key.
 */
export class Nightdesk {
  /** Links by which others connect their helpdesks, or repair them. */
  readonly connectLinks: ConnectLinks;
  /** What failed or was given up, and trying it again. */
  readonly deadLetters: DeadLetters;
  /** Webhooks that could not be turned into events. */
  readonly deadWebhooks: DeadWebhooks;
  readonly subscriberActions: SubscriberActions;
  /** What is wrong, and who was told. */
  readonly incidents: Incidents;
  private readonly http: Http;

  constructor(options: ClientOptions = {}) {
    this.http = new Http(options);
    this.connectLinks = new ConnectLinks(this.http);
    this.deadLetters = new DeadLetters(this.http);
    this.deadWebhooks = new DeadWebhooks(this.http);
    this.subscriberActions = new SubscriberActions(this.http);
    this.incidents = new Incidents(this.http);
  }

  /** 401 when e-mail and password do not belong together. */
  async login(login: t.Login, options: CallOptions = {}): Promise<t.SessionView> {
    return this.entered(await this.http.post<t.SessionView>('/session', { ...options, body: login }));
  }

  /** Who is logged in; 401 when nobody is. Also takes up the CSRF token that later calls need. */
  async session(options: CallOptions = {}): Promise<t.SessionView> {
    return this.entered(await this.http.get<t.SessionView>('/session', options));
  }

  async logout(options: CallOptions = {}): Promise<void> {
    await this.http.delete('/session', options);
    this.http.csrfToken = null;
  }

  overview(options: CallOptions = {}): Promise<t.Overview> {
    return this.http.get('/health/overview', options);
  }

  /** For an `EventSource`: `overview` events carry an `Overview` as JSON, `ping` events say that the line is up. */
  overviewStreamUrl(): string {
    return this.http.url('/health/stream');
  }

  async platforms(options: CallOptions = {}): Promise<t.PlatformChoice[]> {
    const { data } = await this.http.get<{ data: t.PlatformChoice[] }>('/connect/platforms', options);
    return data;
  }

  /** The browser must then go to `redirectUrl`, the platform's own page of consent. */
  startConnect(start: t.ConnectStart, options: UnsafeCallOptions = {}): Promise<{ redirectUrl: string }> {
    return this.http.post('/connect/start', { ...options, body: start });
  }

  /** Connects by a key; answers when the account is stored and was probed once. */
  connectByKey(key: t.ConnectKey, options: UnsafeCallOptions = {}): Promise<{ accountId: string }> {
    return this.http.post('/connect/key', { ...options, body: key });
  }

  account(accountId: string, options: CallOptions = {}): Promise<t.Account> {
    return this.http.get(accountPath(accountId), options);
  }

  changeAccount(
    accountId: string,
    change: t.AccountChange,
    options: UnsafeCallOptions = {},
  ): Promise<t.Account> {
    return this.http.patch(accountPath(accountId), { ...options, body: change });
  }

  /** Nothing is read or sent for it until it is resumed; webhooks are stored. 409 in a state in which nothing goes out anyway. */
  pauseAccount(accountId: string, reason: string, options: UnsafeCallOptions = {}): Promise<t.Account> {
    return this.http.post(`${accountPath(accountId)}/pause`, { ...options, body: { reason } });
  }

  /** What waits goes on at once, in order per ticket. 409 when it is not paused. */
  resumeAccount(accountId: string, options: UnsafeCallOptions = {}): Promise<t.Account> {
    return this.http.post(`${accountPath(accountId)}/resume`, options);
  }

  /** Ends the connection: nothing is read, sent or accepted any more, and what is at the platform is taken back. */
  disconnect(accountId: string, options: UnsafeCallOptions = {}): Promise<t.Disconnected> {
    return this.http.delete(accountPath(accountId), options);
  }

  /** Kill switches that are on, the newest first. */
  async switches(options: CallOptions = {}): Promise<t.Switch[]> {
    const { data } = await this.http.get<{ data: t.Switch[] }>('/switches', options);
    return data;
  }

  /** Stops `writes`, `platform:<name>` or `capability:<capability>` within a second; what waits is kept. */
  setSwitch(name: string, reason: string, options: UnsafeCallOptions = {}): Promise<t.Switch> {
    return this.http.put(switchPath(name), { ...options, body: { reason } });
  }

  /** What waited for it goes on. Nothing happens when it is not on. */
  releaseSwitch(name: string, options: UnsafeCallOptions = {}): Promise<void> {
    return this.http.delete(switchPath(name), options);
  }

  /** All platforms, with the share of their limits that may be used. */
  async platformCeilings(options: CallOptions = {}): Promise<t.Platform[]> {
    const { data } = await this.http.get<{ data: t.Platform[] }>('/platforms', options);
    return data;
  }

  changePlatform(
    name: string,
    change: t.PlatformChange,
    options: UnsafeCallOptions = {},
  ): Promise<t.Platform> {
    return this.http.patch(`/platforms/${encodeURIComponent(name)}`, { ...options, body: change });
  }

  /** What was recorded in shadow mode, beside what people then did. `since`: an instant; seven days ago when left out. */
  scorecard(accountId: string, options: CallOptions & { since?: string } = {}): Promise<t.Scorecard> {
    const { since, ...call } = options;
    return this.http.get(`${accountPath(accountId)}/scorecard`, { ...call, query: { since } });
  }

  /** Calls to its platform, minute by minute. `since`: an instant; an hour ago when left out, a day ago at most. */
  figures(accountId: string, options: CallOptions & { since?: string } = {}): Promise<t.Figures> {
    const { since, ...call } = options;
    return this.http.get(`${accountPath(accountId)}/figures`, { ...call, query: { since } });
  }

  /** What the account may do, as the last probe found it. */
  capabilities(accountId: string, options: CallOptions = {}): Promise<t.Capabilities> {
    return this.http.get(`${accountPath(accountId)}/capabilities`, options);
  }

  /** Probes again, now; what is found decides whether the account is live. */
  probe(accountId: string, options: UnsafeCallOptions = {}): Promise<t.Capabilities> {
    return this.http.post(`${accountPath(accountId)}/probe`, options);
  }

  /** How webhooks come to us, with what a person has to do at the platform. */
  webhookSetUp(accountId: string, options: CallOptions = {}): Promise<t.WebhookSetUp> {
    return this.http.get(`${accountPath(accountId)}/webhook`, options);
  }

  /** How far the sweeps are that find what webhooks did not tell. */
  sweeps(accountId: string, options: CallOptions = {}): Promise<t.SweepProgress> {
    return this.http.get(`${accountPath(accountId)}/sweeps`, options);
  }

  /** Sweeps soon: with `full` every open ticket, else what changed. One that is under way goes on. */
  sweep(
    accountId: string,
    sweep: t.SweepRequest = {},
    options: UnsafeCallOptions = {},
  ): Promise<t.SweepProgress> {
    return this.http.post(`${accountPath(accountId)}/sweeps`, { ...options, body: sweep });
  }

  /** How completely webhooks told of the changes of the last 24 hours. */
  completeness(accountId: string, options: CallOptions = {}): Promise<t.Completeness> {
    return this.http.get(`${accountPath(accountId)}/completeness`, options);
  }

  tickets(accountId: string, options: CallOptions & { after?: string } = {}): Promise<t.Page<t.Ticket>> {
    const { after, ...call } = options;
    return this.http.get(`${accountPath(accountId)}/tickets`, { ...call, query: { after } });
  }

  /** The stored copy at once, or with `fresh` as the platform has it now; `freshness` tells which it became. */
  ticket(accountId: string, ticketId: string, options: ReadOptions = {}): Promise<t.Ticket> {
    return this.http.get(ticketPath(accountId, ticketId), reading(options));
  }

  /** The same with its messages. */
  conversation(accountId: string, ticketId: string, options: ReadOptions = {}): Promise<t.Conversation> {
    return this.http.get(`${ticketPath(accountId, ticketId)}/conversation`, reading(options));
  }

  timeline(accountId: string, ticketId: string, options: CallOptions = {}): Promise<t.Timeline> {
    return this.http.get(`${ticketPath(accountId, ticketId)}/timeline`, options);
  }

  /** Accepted, not yet done: follow it with `operation` or by its events. */
  submit(
    accountId: string,
    ticketId: string,
    operation: t.OperationRequest,
    options: UnsafeCallOptions = {},
  ): Promise<t.Operation> {
    return this.http.post(`${ticketPath(accountId, ticketId)}/operations`, { ...options, body: operation });
  }

  /** What would become of it: nothing is stored, and nothing is sent. */
  dryRun(
    accountId: string,
    ticketId: string,
    operation: t.OperationRequest,
    options: CallOptions = {},
  ): Promise<t.DryRun> {
    const body = { ...operation, dryRun: true };
    return this.http.post(`${ticketPath(accountId, ticketId)}/operations`, { ...options, body });
  }

  operation(operationId: string, options: CallOptions = {}): Promise<t.Operation> {
    return this.http.get(`/operations/${encodeURIComponent(operationId)}`, options);
  }

  /** Nothing more of it goes out; only what is queued or held can be cancelled. */
  cancel(operationId: string, options: UnsafeCallOptions = {}): Promise<t.Operation> {
    return this.http.post(`/operations/${encodeURIComponent(operationId)}/cancel`, options);
  }

  /** Says what became of an operation under `review`: it landed, send it again, or give it up. */
  decide(operationId: string, decision: t.Decision, options: UnsafeCallOptions = {}): Promise<t.Operation> {
    return this.http.post(`/operations/${encodeURIComponent(operationId)}/decision`, {
      ...options,
      body: { decision },
    });
  }

  /** Tries again what has failed or died; what may have gone out is looked for first. */
  replay(operationId: string, options: UnsafeCallOptions = {}): Promise<t.Operation> {
    return this.http.post(`/operations/${encodeURIComponent(operationId)}/replay`, options);
  }

  /** Tickets whose operations wait for a person, because our own writes changed them too often. */
  async frozenTickets(options: CallOptions = {}): Promise<t.FrozenTicket[]> {
    const { data } = await this.http.get<{ data: t.FrozenTicket[] }>('/frozen-tickets', options);
    return data;
  }

  /** What waits on a frozen ticket goes on. */
  releaseTicket(accountId: string, ticketId: string, options: UnsafeCallOptions = {}): Promise<void> {
    return this.http.delete(`${ticketPath(accountId, ticketId)}/freeze`, options);
  }

  /** Events recorded after the cursor, oldest first; keep `next` for the following call. */
  events(options: CallOptions & { after?: string } = {}): Promise<t.EventFeed> {
    const { after, ...call } = options;
    return this.http.get('/events', { ...call, query: { after } });
  }

  async subscribers(options: CallOptions = {}): Promise<t.Subscriber[]> {
    const { data } = await this.http.get<{ data: t.Subscriber[] }>('/subscribers', options);
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
    return this.http.delete(`/subscribers/${encodeURIComponent(subscriberId)}`, options);
  }

  async apiKeys(options: CallOptions = {}): Promise<t.ApiKey[]> {
    const { data } = await this.http.get<{ data: t.ApiKey[] }>('/api-keys', options);
    return data;
  }

  /** The answer holds the key itself, this once. */
  createApiKey(key: t.ApiKeyRequest, options: UnsafeCallOptions = {}): Promise<t.CreatedApiKey> {
    return this.http.post('/api-keys', { ...options, body: key });
  }

  revokeApiKey(keyId: string, options: UnsafeCallOptions = {}): Promise<void> {
    return this.http.delete(`/api-keys/${encodeURIComponent(keyId)}`, options);
  }

  private entered(session: t.SessionView): t.SessionView {
    this.http.csrfToken = session.csrfToken;
    return session;
  }
}
