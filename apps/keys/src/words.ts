import type { KeyUsage, RotationStep } from '@nightdesk/key-rotation';

export const usage = `npm run keys:rotate              seals everything anew with the first key of KEY_RING, while Nightdesk runs
npm run keys:rotate -- --check   says what each key still seals, and which may be removed; changes nothing

It reads DATABASE_URL and KEY_RING from the environment or .env, or takes those of the npm start that runs here. To change the key:
  1. Add the new key at the end of KEY_RING and restart every process, so that all of them can open what it seals.
  2. Move it to the front and restart every process.
  3. Run this. It may be killed and begun again at any time.
  4. Remove the old key when --check says so, and restart every process.`;

export function step({ column, resealed, changed, unreadable }: RotationStep): string {
  const more = [
    changed > 0 && `${changed} changed meanwhile, looked at again`,
    unreadable > 0 && `${unreadable} do not open and were left as they are`,
  ].filter(Boolean);
  return `${column}: ${resealed} sealed anew${more.map((text) => `; ${text}`).join('')}`;
}

/** What a key still seals, and what to do with it. */
export function use({ keyId, role, records, columns }: KeyUsage): string {
  const where = columns.map(({ name, records: count }) => `\n  ${name}: ${count}`).join('');
  return `key "${keyId}" (${role}) seals ${records} records; ${advice(role, records)}${where}`;
}

function advice(role: KeyUsage['role'], records: number): string {
  if (role === 'current') return 'it seals what is new.';
  if (role === 'unknown') return 'KEY_RING lacks it: add it back, or what it seals is lost.';
  if (records > 0) return 'it must stay. Run npm run keys:rotate.';
  return (
    'it may be removed when every process has run with the new first key for as long as links live (REPAIR_LINK_HOURS): ' +
    'links that it signed end with it.'
  );
}
