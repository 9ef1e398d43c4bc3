import type { CallOptions, Http } from './http.js';
import { listing } from './listing.js';
import type * as t from './types.js';

/** Who did what to what, and when. */
export class AuditLog {
  constructor(private readonly http: Http) {}

  /** The newest first, as many a page as `limit` says (50); what is left out of the filter does not matter. */
  list(filter: t.AuditFilter = {}, options: CallOptions = {}): t.Listing<t.AuditPage> {
    return listing((after) => this.http.get('/audit', { ...options, query: { ...filter, ...after } }));
  }
}
