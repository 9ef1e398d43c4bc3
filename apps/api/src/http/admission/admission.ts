import type { IncomingHttpHeaders } from 'node:http';
import type { Pace } from './pace.js';

/** So many requests at once are no sign of anything. */
const always = 64;
/** What is ahead of a request may take so long, in milliseconds. */
const patienceMs = 300;
/** Whatever the pace is: each holds memory. */
const most = 5_000;

/** Who may still come in when not all may: programs first stay out, then people, and never who asks whether we live. */
export type Standing = 'program' | 'person' | 'always';

const times: Record<Standing, number> = { program: 1, person: 4, always: Number.POSITIVE_INFINITY };

/**
 * Whether a request is let in. What cannot be answered soon is refused at once, for a queue would make all late: when this
 * process has no time left, no more are in flight than it ends within 0.3 s. So the limit finds itself, on a slow
 * machine as on a fast one, and requests that wait for a platform while there is time left are not counted against others.
 */
export function admits(
  { inFlight, perMs, busy }: Pick<Pace, 'inFlight' | 'perMs' | 'busy'>,
  standing: Standing,
): boolean {
  const ahead = busy ? Math.max(always, perMs * patienceMs) : most;
  return inFlight < Math.min(ahead, most) * times[standing];
}

const open = /^\/(healthz|readyz|metrics)\b|^\/v1\/webhooks\//;
/** The page, and what an operator needs to put a fire out. */
const firstAid = /^(?!\/v1\/)|^\/v1\/(session|switches|incidents|health)\b/;

/** By what costs nothing to know: nobody is authenticated yet. */
export function standingOf(
  url: string,
  headers: Pick<IncomingHttpHeaders, 'cookie' | 'authorization'>,
): Standing {
  if (open.test(url)) return 'always';
  if (firstAid.test(url)) return 'person';
  return headers.cookie !== undefined && headers.authorization === undefined ? 'person' : 'program';
}

/** Answers that go on, or wait for a platform: they tell nothing of how busy we are. */
export const isLong = (url: string): boolean => /\/stream\b|[?&]fresh=/.test(url);
