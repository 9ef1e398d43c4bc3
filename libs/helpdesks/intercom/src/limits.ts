import {
  figure,
  retryAfter,
  type LearntLimit,
  type LimitWindow,
  type PlatformRequest,
} from '@nightdesk/helpdesks/contract';

type Headers = Readonly<Record<string, string>>;
const windowMs = 10_000;

/**
 * Intercom deals an app's calls out in windows of ten seconds, and that is what its headers speak of: so this one is
 * `account`, the window that everything else is read from. An app has it for itself, whichever of its tokens is used. The
 * limit is the least that apps were given (1,000 a minute) until the headers teach another. `workspace` is the cap over
 * all private apps of a workspace; no header tells of it.
 */
export function windows({ route }: PlatformRequest): LimitWindow[] {
  if (route.startsWith('/auth/')) return []; // not part of the API
  return [
    { name: 'account', limit: 166, windowMs, perCredential: true },
    { name: 'workspace', limit: 25_000, windowMs: 60_000, whole: true },
  ];
}

/** Reads `x-ratelimit-*` of answers of any status, and `retry-after`, which Intercom does not promise to send. */
export function learn({ route }: PlatformRequest, headers: Headers, now: Date): LearntLimit[] {
  if (route.startsWith('/auth/')) return [];
  const stated = {
    limit: figure(headers['x-ratelimit-limit']),
    remaining: figure(headers['x-ratelimit-remaining']),
    resetAt: resetAt(headers),
  };
  const stopped = retryAfter(headers, now);
  if (stopped) return [{ name: 'account', ...stated, isUsedUp: true, resetAt: stopped }];
  if (stated.limit === undefined && stated.remaining === undefined) return [];
  return [{ name: 'account', ...stated }];
}

/** After a 429: what `retry-after` says, else the window's end; a whole window where neither lies ahead of us. */
export function nextWindow(headers: Headers, now: Date): Date {
  const at = retryAfter(headers, now) ?? resetAt(headers);
  return at && at > now ? at : new Date(now.getTime() + windowMs);
}

const resetAt = (headers: Headers): Date | undefined => {
  const seconds = figure(headers['x-ratelimit-reset']);
  return seconds === undefined ? undefined : new Date(seconds * 1000);
};
