import {
  figure,
  retryAfter,
  type LearntLimit,
  type LimitWindow,
  type PlatformRequest,
} from '@nightdesk/helpdesks/contract';

type Headers = Readonly<Record<string, string>>;
type SubLimit = 'ticket-list' | 'ticket-create' | 'ticket-update' | 'contact-list';
const windowMs = 60_000;

/** No plan has as many calls a minute: such a total is that of an old account, for an hour. A sixtieth is safe for both. */
const hourly = 3000;

/** Calls a minute by the plan's total. The smallest paid plan counts until the headers name another. */
const growth = { 'ticket-list': 20, 'contact-list': 20, 'ticket-create': 80, 'ticket-update': 80 };
const byTotal: Readonly<Record<number, Readonly<Record<SubLimit, number>>>> = {
  200: growth,
  400: { 'ticket-list': 100, 'contact-list': 100, 'ticket-create': 160, 'ticket-update': 160 },
  700: { 'ticket-list': 200, 'contact-list': 200, 'ticket-create': 280, 'ticket-update': 280 },
};

/** Replies and notes are taken for updates: nothing says that they are not. */
const subLimits: Readonly<Record<string, SubLimit>> = {
  'GET /api/v2/tickets': 'ticket-list',
  'POST /api/v2/tickets': 'ticket-create',
  'PUT /api/v2/tickets/:id': 'ticket-update',
  'POST /api/v2/tickets/:id/reply': 'ticket-update',
  'POST /api/v2/tickets/:id/notes': 'ticket-update',
  'GET /api/v2/contacts': 'contact-list',
};

/**
 * The account's window, which all agents and keys share, then the narrower one. Each `include` costs two credits more;
 * they are counted in both, because nothing says that the narrower one is free of them.
 */
export function windows({ method, route, query }: PlatformRequest): LimitWindow[] {
  const includes = String(query?.['include'] ?? '').split(',');
  const cost = 1 + 2 * includes.filter(Boolean).length;
  const narrow = subLimits[`${method} ${route}`];
  return [
    { name: 'account', limit: 200, windowMs, cost },
    ...(narrow ? [{ name: narrow, limit: growth[narrow], windowMs, cost }] : []),
  ];
}

/**
 * Reads `X-RateLimit-Total` and `X-RateLimit-Remaining`, which may be decimal, and `Retry-After`. What the call really
 * cost (`X-RateLimit-Used-CurrentRequest`) is in what remains: a call that was dearer than counted shows as use by others.
 */
export function learn(request: PlatformRequest, headers: Headers, now: Date): LearntLimit[] {
  const total = calls(headers['x-ratelimit-total']);
  const left = calls(headers['x-ratelimit-remaining']);
  const limit = total === undefined || total < hourly ? total : Math.floor(total / 60);
  const remaining = left === undefined || limit === total ? left : Math.min(left, limit ?? left);
  const learnt: LearntLimit[] =
    limit === undefined && remaining === undefined ? [] : [{ name: 'account', limit, remaining }];
  const narrow = windows(request)[1]?.name as SubLimit | undefined;
  const plan = limit === undefined ? undefined : byTotal[limit];
  if (narrow && plan) learnt.push({ name: narrow, limit: plan[narrow] });

  const resetAt = retryAfter(headers, now);
  if (resetAt === undefined) return learnt;
  // A 429 mostly comes without the other headers, and then does not say which window is used up. The narrowest is the
  // better guess: were it the account's, the next other call is told so itself, and no write waits for the lists' minute.
  const used = remaining === 0 ? 'account' : (narrow ?? 'account');
  const known = learnt.find(({ name }) => name === used);
  return [...learnt.filter((one) => one !== known), { ...known, name: used, isUsedUp: true, resetAt }];
}

/** Half a call cannot be made. */
const calls = (text: string | undefined): number | undefined => {
  const said = figure(text);
  return said === undefined ? undefined : Math.floor(said);
};
