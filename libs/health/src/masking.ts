/** Names whose values nobody needs to see in order to find out what happened. */
const secretName =
  /secret|token|passw|authorization|api[-_]?key|signature|cookie|credential|private[-_]?key/i;
/** Secrets that are known by their form, wherever they stand. */
const secretForm = /\b(?:whsec|nd|sk|pk|ghp|xox[abp])_[A-Za-z0-9_\-+/=]{8,}|\bBearer\s+[\w.~+/-]{8,}=*/g;
const mask = '••••••';

/** A body as people may see it: indented where it is JSON, without secrets. */
export function masked(text: string): string {
  const value = parsed(text);
  return value === undefined ? maskedText(text) : JSON.stringify(maskedValue(value), null, 2);
}

/** An address without user, query and fragment, which can be secrets. */
export function maskedUrl(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}

function maskedText(text: string): string {
  return text.replace(secretForm, mask);
}

function maskedValue(value: unknown): unknown {
  if (typeof value === 'string') return maskedText(value);
  if (Array.isArray(value)) return value.map(maskedValue);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const isSecret = secretName.test(name) && (typeof inner === 'string' || typeof inner === 'number');
      return [name, isSecret ? mask : maskedValue(inner)];
    }),
  );
}

/** Undefined: it is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
