import {
  retryAfter,
  type LearntLimit,
  type LimitWindow,
  type PlatformRequest,
} from '@nightdesk/helpdesks/contract';

type Headers = Readonly<Record<string, string>>;

/**
 * RT states no limit. Ours protects a small site: each call of a token costs it a slow password hash and 100 to 500 ms of
 * one of its few worker processes.
 */
export function windows(_request: PlatformRequest): LimitWindow[] {
  return [{ name: 'account', limit: 240, windowMs: 60_000 }];
}

/** Only a proxy in front of RT refuses for want of room, and says for how long. */
export function learn(_request: PlatformRequest, headers: Headers, now: Date): LearntLimit[] {
  const resetAt = retryAfter(headers, now);
  return resetAt === undefined ? [] : [{ name: 'account', isUsedUp: true, resetAt }];
}
