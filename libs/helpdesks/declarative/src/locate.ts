/** The value at a location (see `Location`), undefined where there is none. Reads only what the answer itself holds. */
export function locate(value: unknown, at: string): unknown {
  if (at === '.') return value;
  let found = value;
  for (const step of steps(at)) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, step)) return undefined;
    found = (found as Record<string, unknown>)[step];
  }
  return found;
}

/** `user.name`, or a JSON pointer (RFC 6901) for keys that have a dot. */
function steps(at: string): string[] {
  if (!at.startsWith('/')) return at.split('.');
  return at
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}
