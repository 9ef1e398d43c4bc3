import {
  figure,
  retryAfter as standardRetryAfter,
  type LearntLimit,
  type LimitWindow,
  type PlatformRequest,
} from '@nightdesk/helpdesks/contract';
import type { Window } from './schema/access.js';
import type { Declaration } from './schema/declaration.js';

type Limits = Declaration['limits'];
type Headers = Readonly<Record<string, string>>;

const declaredWindows = ({ windows }: Limits, { method }: PlatformRequest): Window[] =>
  windows.filter(({ counts }) => counts === 'all' || (counts === 'reads') === (method === 'GET'));

export function windows(limits: Limits, request: PlatformRequest): LimitWindow[] {
  return declaredWindows(limits, request).map(({ name, calls, seconds, counts }) => ({
    name,
    limit: calls,
    windowMs: seconds * 1000,
    ...(counts === 'all' ? { whole: true } : {}),
  }));
}

/**
 * What the headers tell of the windows that the call counts in. `Retry-After` is about a window that is shown as used up,
 * else about the last one that the file names for such a call.
 */
export function learn(limits: Limits, request: PlatformRequest, headers: Headers, now: Date): LearntLimit[] {
  const counted = declaredWindows(limits, request);
  const learnt = counted.flatMap((window) => stated(window, headers, now) ?? []);
  const resetAt = retryAfter(limits, headers, now);
  const name = learnt.findLast(({ remaining }) => remaining === 0)?.name ?? counted.at(-1)?.name;
  if (resetAt === undefined || name === undefined) return learnt;
  const known = learnt.find((limit) => limit.name === name);
  return [...learnt.filter((limit) => limit !== known), { ...known, name, isUsedUp: true, resetAt }];
}

/** When the platform allows the next call: seconds or an HTTP date. */
export function retryAfter({ retryAfterHeader }: Limits, headers: Headers, now: Date): Date | undefined {
  const said = headers[retryAfterHeader.toLowerCase()];
  return said === undefined ? undefined : standardRetryAfter({ 'retry-after': said }, now);
}

/** Where a 429 does not say when: its windows have surely moved on after the shortest of them. */
export function windowEnd(limits: Limits, request: PlatformRequest, headers: Headers, now: Date): Date {
  const counted = declaredWindows(limits, request);
  const shown = counted.flatMap((window) => stated(window, headers, now)?.resetAt ?? []);
  const shortest = Math.min(...counted.map(({ seconds }) => seconds), 60);
  return shown[0] ?? new Date(now.getTime() + shortest * 1000);
}

function stated({ name, headers: names }: Window, headers: Headers, now: Date): LearntLimit | null {
  const said = (header: string | undefined) => (header ? headers[header.toLowerCase()] : undefined);
  const limit = figure(said(names?.limit));
  const remaining = figure(said(names?.remaining));
  if (limit === undefined && remaining === undefined) return null;
  return { name, limit, remaining, resetAt: instant(said(names?.reset), names?.resetIs, now) };
}

function instant(
  said: string | undefined,
  unit: NonNullable<Window['headers']>['resetIs'] = 'secondsLeft',
  now: Date,
): Date | undefined {
  if (unit === 'iso') return date(said);
  const count = figure(said);
  if (count === undefined) return undefined;
  if (unit === 'secondsLeft') return new Date(now.getTime() + count * 1000);
  return new Date(unit === 'unixSeconds' ? count * 1000 : count);
}

function date(text: string | undefined): Date | undefined {
  const at = Date.parse(text ?? '');
  return Number.isNaN(at) ? undefined : new Date(at);
}
