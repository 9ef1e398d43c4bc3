import type { ProblemDetails } from '../problem.js';
import type { Verdict } from './verdict.js';

/** Names of limits as clients see them. */
const shown = ({ limit }: Verdict) => (limit.includes('-costly-') ? 'costly-route' : limit);
const secondsOf = ({ resetMs }: Verdict) => Math.max(1, Math.ceil(resetMs / 1_000));

/**
 * `RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers-10) of every limit of the asker, and the older
 * `X-RateLimit-*` of the one that is nearest. What all together have left is told only when it is the reason of a refusal.
 */
export function rateLimitHeaders(verdicts: readonly Verdict[], nowMs: number): Record<string, string> {
  const told = verdicts.filter(({ limit, refused }) => refused || limit !== 'installation');
  const nearest = told.toSorted(
    (a, b) => Number(b.refused) - Number(a.refused) || a.remaining - b.remaining,
  )[0];
  if (!nearest) return {};
  return {
    'RateLimit-Policy': told
      .map((one) => `"${shown(one)}";q=${one.rate.points};w=${one.rate.seconds}`)
      .join(', '),
    RateLimit: told
      .map((one) => `"${shown(one)}";r=${one.refused ? 0 : one.remaining};t=${secondsOf(one)}`)
      .join(', '),
    'X-RateLimit-Limit': String(nearest.rate.points),
    'X-RateLimit-Remaining': String(nearest.refused ? 0 : nearest.remaining),
    'X-RateLimit-Reset': String(Math.ceil(nowMs / 1_000) + secondsOf(nearest)),
  };
}

const remedies: Record<string, string> = {
  standard:
    'Ask less often, e.g. by events instead of polling, or use a key of the tier "high" (an operator makes it).',
  high: 'Ask less often, or spread the work over several keys.',
  address: 'Sign in or send an API key: each has a limit of its own.',
  'costly-route':
    'This route costs much, so it may be asked less often than others; the limit is per key and route.',
  installation: 'All keys together ask too often; an operator can raise API_RATE_GLOBAL.',
};

/** The refusal, with the limit that refused. */
export function tooMany(verdict: Verdict): ProblemDetails {
  const name = shown(verdict);
  const { points, seconds } = verdict.rate;
  const wait = secondsOf(verdict);
  return {
    status: 429,
    title: 'Too many requests',
    detail:
      `The limit "${name}" of ${points} requests in ${seconds} s is used up; it is full again in ${wait} s. ` +
      `Nothing was done; send the request again then. ${remedies[name] ?? ''}`.trimEnd(),
    retryAfterSeconds: wait,
  };
}
