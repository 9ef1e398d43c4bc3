import type { CallOptions, Http, UnsafeCallOptions } from './http.js';
import type * as t from './types.js';

/** Round trips on a sandbox ticket of an account, by the clock. */
export class SyntheticChecks {
  constructor(private readonly http: Http) {}

  /** `plan` is null where the account is not checked. */
  get(accountId: string, options: CallOptions = {}): Promise<t.SyntheticCheck> {
    return this.http.get('/accounts/{accountId}/synthetic-check', { path: { accountId }, ...options });
  }

  /** The first round trip begins at once. */
  put(
    accountId: string,
    plan: t.SyntheticCheckPlan,
    options: UnsafeCallOptions = {},
  ): Promise<t.SyntheticCheck> {
    return this.http.put('/accounts/{accountId}/synthetic-check', {
      path: { accountId },
      ...options,
      body: plan,
    });
  }

  remove(accountId: string, options: UnsafeCallOptions = {}): Promise<void> {
    return this.http.delete('/accounts/{accountId}/synthetic-check', { path: { accountId }, ...options });
  }
}
