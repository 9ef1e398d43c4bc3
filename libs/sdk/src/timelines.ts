import type { CallOptions, Http } from './http.js';
import type * as t from './types.js';

/** What lies behind the stops of a timeline. */
export class Timelines {
  constructor(private readonly http: Http) {}

  /** What is stored of one stop, secrets masked. 404 when it is not kept any more. */
  raw(station: t.TimelineRaw['station'], id: string, options: CallOptions = {}): Promise<t.TimelineRaw> {
    return this.http.get('/timeline/{station}/{id}', { path: { station, id }, ...options });
  }
}
