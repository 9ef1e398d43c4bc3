import type { operations } from './generated/v1.js';
import type { CallOptions } from './http.js';

/** How a ticket is read. */
export interface ReadOptions extends CallOptions {
  /** As the platform has it now. */
  fresh?: boolean;
  /** How long to wait for that, in milliseconds, 500 to 20,000; after it the stored copy comes, marked stale. */
  within?: number;
  /** With the platform's own object. */
  raw?: boolean;
}

type ReadQuery = NonNullable<operations['getTicket']['parameters']['query']>;

export function reading({ fresh, within, raw, ...call }: ReadOptions) {
  const query: { [Name in keyof ReadQuery]: ReadQuery[Name] | undefined } = {
    fresh: fresh || undefined,
    within: fresh ? within : undefined,
    raw: raw || undefined,
  };
  return { ...call, query };
}
