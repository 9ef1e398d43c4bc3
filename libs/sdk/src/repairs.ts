import type { CallOptions, Http, UnsafeCallOptions } from './http.js';
import type * as t from './types.js';

/** What waits of an account and why, and what is mended without connecting it again. */
export class Repairs {
  constructor(private readonly http: Http) {}

  /** Both lanes with what is first in each; `next` of a lane is its `readAfter` or `writeAfter`. */
  lanes(
    accountId: string,
    options: CallOptions & { limit?: number; readAfter?: string; writeAfter?: string } = {},
  ): Promise<t.AccountLanes> {
    const { limit, readAfter, writeAfter, ...call } = options;
    return this.http.get('/accounts/{accountId}/lanes', {
      path: { accountId },
      ...call,
      query: { limit, readAfter, writeAfter },
    });
  }

  /** Looks everything over: one call to the platform, and nothing changes. */
  examine(accountId: string, options: CallOptions = {}): Promise<t.Examination> {
    return this.http.post('/accounts/{accountId}/doctor', { path: { accountId }, ...options });
  }

  /** Refreshes its OAuth tokens now. 409 when it has none. */
  refresh(accountId: string, options: UnsafeCallOptions = {}): Promise<t.Refreshed> {
    return this.http.post('/accounts/{accountId}/refresh', { path: { accountId }, ...options });
  }

  /** Removes our webhook at the platform and makes it again, with another secret. 409 where a person sets it up. */
  recreateWebhook(accountId: string, options: UnsafeCallOptions = {}): Promise<t.WebhookSetUp> {
    return this.http.post('/accounts/{accountId}/webhook/recreate', { path: { accountId }, ...options });
  }
}
