import { ReturnUrlRefused } from './links.types.js';

/**
 * The address at which a flow may end, as `allowed` lists it: the same origin, and the same path or one under it. What a
 * browser and a server could read differently (backslashes, encoded slashes, doubled slashes, a user before the host) is
 * refused rather than understood.
 * @throws ReturnUrlRefused
 */
export function checkedReturnUrl(text: string, allowed: readonly URL[]): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || /[\\\s\p{Cc}]/u.test(text) || !/^https?:\/\/[^/]/i.test(text))
    throw new ReturnUrlRefused(
      'The return URL must be a whole address such as https://app.example.com/done.',
    );
  if (url.username || url.password || url.hash || text.includes('@'))
    throw new ReturnUrlRefused('The return URL must have no user, no password, no @ and no fragment.');
  if (/\/\/|%2f|%5c|%00/i.test(url.pathname))
    throw new ReturnUrlRefused('The path of the return URL must have no doubled or encoded slashes.');
  if (!allowed.some((prefix) => prefix.origin === url.origin && isUnder(url.pathname, prefix.pathname)))
    throw new ReturnUrlRefused(
      `${url.origin}${url.pathname} is not a return URL that this Nightdesk allows. Add it, or a path above it, to ` +
        'CONNECT_RETURN_URLS and start the api again.',
    );
  return url.href;
}

/** The return URL with how the flow ended. */
export function returnTo(returnUrl: string, outcome: Readonly<Record<string, string>>): string {
  const url = new URL(returnUrl);
  for (const name of ['account', 'state', 'reason']) url.searchParams.delete(name);
  for (const [name, value] of Object.entries(outcome)) url.searchParams.set(name, value);
  return url.href;
}

/** `/app` allows `/app` and `/app/x`, and not `/apple`. */
function isUnder(path: string, prefix: string): boolean {
  return path === prefix || path.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`);
}
