import {
  figure,
  retryAfter,
  type LearntLimit,
  type LimitWindow,
  type PlatformRequest,
} from '@nightdesk/helpdesks/contract';

type Headers = Readonly<Record<string, string>>;
const minuteMs = 60_000;

/**
 * The account's window, then the narrower ones. Limits are those of the smallest mainstream plan (200 a minute, 100
 * ticket updates) until the headers teach others. Extra tokens add no budget.
 */
export function windows({ method, path, route }: PlatformRequest): LimitWindow[] {
  if (!path.startsWith('/api/')) return []; // the token endpoint is not part of the API
  const found: LimitWindow[] = [{ name: 'account', limit: 200, windowMs: minuteMs }];
  if (route.startsWith('/api/v2/incremental/'))
    found.push({ name: 'incremental-exports', limit: 10, windowMs: minuteMs });
  if (route === '/api/v2/tickets' && method === 'GET')
    found.push({ name: 'tickets-index', limit: 200, windowMs: minuteMs });
  const updated = method === 'GET' ? null : /^\/api\/v2\/tickets\/(\d+)/.exec(path);
  if (updated) {
    found.push({ name: 'tickets-update', limit: 100, windowMs: minuteMs });
    found.push({ name: `ticket:${updated[1]}`, limit: 30, windowMs: 10 * minuteMs });
  }
  return found;
}

/** Reads `x-rate-limit*`, `ratelimit-*`, `zendesk-ratelimit-{name}` and `retry-after`, of answers of any status. */
export function learn(request: PlatformRequest, headers: Headers, now: Date): LearntLimit[] {
  const learnt = [accountLimit(headers, now), ...endpointLimits(headers, now)].filter(
    (limit) => limit !== null,
  );
  const resetAt = retryAfter(headers, now);
  if (resetAt === undefined) return learnt;
  const name = exhausted(request, learnt);
  const known = learnt.find((limit) => limit.name === name);
  return [...learnt.filter((limit) => limit !== known), { ...known, name, isUsedUp: true, resetAt }];
}

/**
 * What `Retry-After` is about: a window that the answer shows as used up, else the narrowest that the call counts in,
 * because limits without headers (30 updates of one ticket) must not stop the whole account.
 */
function exhausted(request: PlatformRequest, learnt: readonly LearntLimit[]): string {
  const shown = learnt.filter(({ remaining }) => remaining === 0).at(-1);
  return shown?.name ?? windows(request).at(-1)?.name ?? 'account';
}

function accountLimit(headers: Headers, now: Date): LearntLimit | null {
  const limit = figure(headers['ratelimit-limit'] ?? headers['x-rate-limit']);
  const remaining = figure(headers['ratelimit-remaining'] ?? headers['x-rate-limit-remaining']);
  if (limit === undefined && remaining === undefined) return null;
  return { name: 'account', limit, remaining, resetAt: after(figure(headers['ratelimit-reset']), now) };
}

const endpointPrefix = 'zendesk-ratelimit-';

/** `zendesk-ratelimit-tickets-update: total=100; remaining=99; resets=45` */
function endpointLimits(headers: Headers, now: Date): LearntLimit[] {
  return Object.entries(headers).flatMap(([header, value]) => {
    if (!header.startsWith(endpointPrefix)) return [];
    const said = new Map(
      value.split(/[;,]/).map((part): [string, string] => {
        const [name = '', figure = ''] = part.split('=');
        return [name.trim().toLowerCase(), figure];
      }),
    );
    const limit = figure(said.get('total'));
    const remaining = figure(said.get('remaining'));
    if (limit === undefined && remaining === undefined) return [];
    return [
      {
        name: header.slice(endpointPrefix.length),
        limit,
        remaining,
        resetAt: after(figure(said.get('resets')), now),
      },
    ];
  });
}

const after = (seconds: number | undefined, now: Date): Date | undefined =>
  seconds === undefined ? undefined : new Date(now.getTime() + seconds * 1000);
