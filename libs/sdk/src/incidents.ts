import type { CallOptions, Http, UnsafeCallOptions } from './http.js';
import type * as t from './types.js';

/** What is wrong, or was, and who was told. Incidents open and resolve by themselves. */
export class Incidents {
  constructor(private readonly http: Http) {}

  /** The worst first: open before resolved, critical before warnings, the oldest first. */
  list(
    options: CallOptions & { state?: 'open' | 'resolved'; accountId?: string; after?: string } = {},
  ): Promise<t.Page<t.Incident>> {
    const { state, accountId, after, ...call } = options;
    return this.http.get('/incidents', { ...call, query: { state, accountId, after } });
  }

  get(incidentId: string, options: CallOptions = {}): Promise<t.Incident> {
    return this.http.get(`/incidents/${encodeURIComponent(incidentId)}`, options);
  }

  /** You see to it: nobody is reminded any more, and it is not escalated. 409 when it is resolved. */
  acknowledge(incidentId: string, options: UnsafeCallOptions = {}): Promise<t.Incident> {
    return this.http.post(`/incidents/${encodeURIComponent(incidentId)}/acknowledge`, options);
  }

  /** Where people are told, whether that works, and the secrets of webhooks. */
  async channels(options: CallOptions = {}): Promise<t.AlertChannel[]> {
    const { data } = await this.http.get<{ data: t.AlertChannel[] }>('/alert-channels', options);
    return data;
  }
}
