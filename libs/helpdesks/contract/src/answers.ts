import type { HelpdeskErrorDetails, HelpdeskErrorKind } from './error.js';
import { isSafe } from './send.js';
import type { PlatformRequest, PlatformResponse } from './transport.js';

/** A header that is a number, decimal ones included; undefined when it is missing or none. */
export function figure(text: string | undefined): number | undefined {
  return text !== undefined && /^\s*\d{1,15}(\.\d+)?\s*$/.test(text) ? Number(text) : undefined;
}

/** When the platform allows the next call: seconds or an HTTP date (RFC 9110, `Retry-After`). */
export function retryAfter(headers: PlatformResponse['headers'], now: Date): Date | undefined {
  const said = headers['retry-after'];
  if (said === undefined) return undefined;
  const seconds = figure(said);
  const at = new Date(seconds === undefined ? Date.parse(said) : now.getTime() + seconds * 1000);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

/** What an answer of 400 or more means, before it is a HelpdeskError. */
export interface Refusal {
  kind: HelpdeskErrorKind;
  meaning: string;
  details?: HelpdeskErrorDetails;
}

/** Statuses that say that the platform has failed and that the same call may succeed later. 501 says that it never will. */
export function isOutage(status: number): boolean {
  return (status >= 500 && status !== 501) || status === 408 || status === 425;
}

/** The platform has failed: a read can be repeated, a write may have been applied. Null: the answer says something else. */
export function outage(
  title: string,
  request: PlatformRequest,
  { status, headers }: PlatformResponse,
  now: Date,
): Refusal | null {
  if (!isOutage(status)) return null;
  const details = { retryAt: retryAfter(headers, now) };
  return isSafe(request)
    ? { kind: 'unavailable', meaning: `${title} is not available`, details }
    : { kind: 'ambiguous', meaning: `${title} failed and may have applied the change`, details };
}
