import type { CallOptions, Http, UnsafeCallOptions } from './http.js';
import { listing } from './listing.js';
import type * as t from './types.js';

/** What is wrong, or was, and who was told. Incidents open and resolve by themselves. */
export class Incidents {
  constructor(private readonly http: Http) {}

  /** The worst first: open before resolved, critical before warnings, the oldest first. */
  list(
    options: CallOptions & {
      state?: 'open' | 'resolved';
      accountId?: string;
      limit?: number;
      after?: string;
    } = {},
  ): t.Listing<t.IncidentPage> {
    const { state, accountId, limit, after, ...call } = options;
    return listing((next) =>
      this.http.get('/incidents', { ...call, query: { state, accountId, limit, after, ...next } }),
    );
  }

  get(incidentId: string, options: CallOptions = {}): Promise<t.Incident> {
    return this.http.get('/incidents/{incidentId}', { path: { incidentId }, ...options });
  }

  /** You see to it: nobody is reminded any more, and it is not escalated. 409 when it is resolved. */
  acknowledge(incidentId: string, options: UnsafeCallOptions = {}): Promise<t.Incident> {
    return this.http.post('/incidents/{incidentId}/acknowledge', { path: { incidentId }, ...options });
  }

  /** Where people are told, whether that works, and the secrets of webhooks. */
  async channels(options: CallOptions = {}): Promise<t.AlertChannel[]> {
    const { data } = await this.http.get('/alert-channels', options);
    return data;
  }
}
