import type { CallOptions, Http } from './http.js';
import type * as t from './types.js';

/** Recorded demand, replayed against other rules. Nothing is changed and nothing is sent. */
export class WhatIfs {
  constructor(private readonly http: Http) {}

  /** What is left out of the question stays as it is. 409 when no write is recorded: ask with `writesPerHour` then. */
  of(accountId: string, question: t.WhatIfQuestion = {}, options: CallOptions = {}): Promise<t.WhatIf> {
    return this.http.get('/accounts/{accountId}/what-if', {
      path: { accountId },
      ...options,
      query: question,
    });
  }
}
