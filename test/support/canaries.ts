import { secretMark } from '../../apps/sandbox/src/secret-mark.js';
import { showsOf } from './shown-secrets.js';

/** A secret that stands where it must not. `near` is the text around it, without it. */
export interface Leak {
  kind: string;
  where: string;
  near: string;
}

/** Found by their shape, so nobody has to know them. */
const shapes: readonly [kind: string, RegExp][] = [
  ['API key', /\bnd_[A-Za-z0-9_-]{43}/],
  ['signing secret', /\bwhsec_[A-Za-z0-9+/]{32}/],
  ['key of a sealed value', /\b[\w-]+:[A-Za-z0-9+/]{43}=/],
];
/** As it is, in JSON or a URL, and in base64 wherever it begins there. */
const forms = new Map<string, string>();
const found: Leak[] = [];
/** Shorter ones would be found by chance. */
const shortest = 10;

/** From now on the secret may stand nowhere. */
export function register(secret: string, kind: string): void {
  if (secret.length < shortest || forms.has(secret)) return;
  for (const form of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
    forms.set(form, kind);
  for (const form of base64Forms(secret)) forms.set(form, kind);
}
register(secretMark, 'credential of a platform');
register('sandbox-freshdesk-key', 'credential of a platform');

/** What a program is given that it may tell nobody. */
export function registerEnvironment(environment: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(environment)) {
    if (name === 'KEY_RING')
      for (const key of value.split(',')) register(key.slice(key.indexOf(':') + 1), name);
    else if (/SECRET|PASSWORD|TOKEN|SLACK/.test(name)) register(value, name);
    else if (URL.canParse(value)) register(decodeURIComponent(new URL(value).password), name);
  }
}

/** @param allowed kinds that may stand in the text. */
export function leaksIn(text: string, where: string, allowed: readonly string[] = []): Leak[] {
  const leaks: Leak[] = [];
  const add = (kind: string, secret: string) => {
    if (allowed.includes(kind)) return;
    const at = text.indexOf(secret);
    const around = [text.slice(Math.max(0, at - 80), at), text.slice(at + secret.length).slice(0, 40)];
    leaks.push({ kind, where, near: around.join('•••') });
  };
  for (const [form, kind] of forms) if (text.includes(form)) add(kind, form);
  for (const [kind, shape] of shapes) {
    const [hit] = shape.exec(text) ?? [];
    if (hit !== undefined) add(kind, hit);
  }
  return leaks;
}

/** Throws when a secret stands in the text. */
export function assertClean(text: string, where: string): void {
  const leaks = leaksIn(text, where);
  if (leaks.length > 0) throw new Error(`A secret leaked:\n${JSON.stringify(leaks, null, 2)}`);
}

/** For code that nobody waits for: the test that runs then fails. */
export function check(text: string, where: string, allowed: readonly string[] = []): void {
  found.push(...leaksIn(text, where, allowed));
}

/** What `check` found since it was asked last. */
export const takeFound = (): Leak[] => found.splice(0);

/** Holds an answer of the api against what its route may show; what it shows may stand nowhere else. */
export function leaksInAnswer(method: string, pathname: string, text: string, headers: Headers): Leak[] {
  const shows = showsOf(method, pathname);
  const where = `${method} ${pathname}`;
  const told = [...headers].filter(([name]) => name !== 'set-cookie').join('\n');
  const leaks = [...leaksIn(text, where, shows?.kinds), ...leaksIn(told, `headers of ${where}`)];
  for (const cookie of headers.getSetCookie()) register(/=([^;]*)/.exec(cookie)?.[1] ?? '', 'cookie');
  if (shows && text.startsWith('{'))
    for (const [secret, kind] of shows.secretsIn(JSON.parse(text) as never)) register(secret, kind);
  return leaks;
}

/** What always stands in base64 of any text that has the secret, for each of the three places where it can begin. */
function base64Forms(secret: string): string[] {
  return [0, 1, 2].map((before) => {
    const encoded = Buffer.from('.'.repeat(before) + secret).toString('base64');
    const end = Math.floor(((before + Buffer.byteLength(secret)) * 8) / 6);
    return encoded.slice(Math.ceil((before * 8) / 6), end);
  });
}
