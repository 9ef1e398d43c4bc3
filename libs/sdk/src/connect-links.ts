import type { CallOptions, Http, UnsafeCallOptions } from './http.js';
import type * as t from './types.js';

/** Links by which somebody without a login connects a helpdesk. */
export class ConnectLinks {
  constructor(private readonly http: Http) {}

  /** A link for a customer of the automation; `url` is told this once. */
  createSession(session: t.NewConnectSession, options: UnsafeCallOptions = {}): Promise<t.MadeLink> {
    return this.http.post('/connect-sessions', { ...options, body: session });
  }

  session(sessionId: string, options: CallOptions = {}): Promise<t.ConnectSession> {
    return this.http.get('/connect-sessions/{sessionId}', { path: { sessionId }, ...options });
  }

  /** A link that connects this account again and does nothing else; `url` is told this once. */
  createRepair(accountId: string, options: UnsafeCallOptions = {}): Promise<t.MadeLink> {
    return this.http.post('/accounts/{accountId}/repair-link', { path: { accountId }, ...options });
  }

  /** What the link is for. Needs no login, like what follows. */
  open(token: string, options: CallOptions = {}): Promise<t.LinkView> {
    return this.http.post('/connect-links/open', { ...options, body: { token } });
  }

  /** The browser must then go to `redirectUrl`, the platform's own page of consent. */
  start(start: t.LinkStart, options: CallOptions = {}): Promise<{ redirectUrl: string }> {
    return this.http.post('/connect-links/start', { ...options, body: start });
  }

  /** Connects by a key; `redirectUrl` is where the flow ends. */
  byKey(key: t.LinkKey, options: CallOptions = {}): Promise<{ redirectUrl: string }> {
    return this.http.post('/connect-links/key', { ...options, body: key });
  }
}
