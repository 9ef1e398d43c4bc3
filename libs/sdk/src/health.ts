import type { CallOptions, Http } from './http.js';
import type * as t from './types.js';

/** How accounts are, and Nightdesk itself. */
export class HealthCalls {
  constructor(private readonly http: Http) {}

  /** Every account as a row. */
  board(options: CallOptions = {}): Promise<t.Board> {
    return this.http.get('/health/board', options);
  }

  /**
   * For an `EventSource`: `changes` events carry `BoardChanges` as JSON, at least every 5 s. One whose `from` is later than
   * the board that it is to be laid over tells that something was missed: ask for the board again.
   */
  streamUrl(): string {
    return this.http.url('/health/stream');
  }

  /** Everything of one account. */
  account(accountId: string, options: CallOptions = {}): Promise<t.AccountHealth> {
    return this.http.get('/accounts/{accountId}/health', { path: { accountId }, ...options });
  }

  /** What is wrong with Nightdesk itself, and its processes. 503 when its database cannot be reached. */
  system(options: CallOptions = {}): Promise<t.SystemHealth> {
    return this.http.get('/health/system', options);
  }
}
