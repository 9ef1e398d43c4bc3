import type { CallOptions } from './http.js';

/** How a ticket is read. */
export interface ReadOptions extends CallOptions {
  /** As the platform has it now. */
  fresh?: boolean;
  /** How long to wait for that, in milliseconds, 500 to 20,000; after it the stored copy comes, marked stale. */
  within?: number;
}

export function reading({ fresh, within, ...call }: ReadOptions) {
  return { ...call, query: fresh ? { fresh: 'true', within: within?.toString() } : {} };
}
