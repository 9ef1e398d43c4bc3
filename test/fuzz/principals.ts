import { randomUUID } from 'node:crypto';
import { register } from '../support/canaries.js';
import type { World } from '../support/world.js';
import type { PrincipalName } from './shots.types.js';

export type Headers = readonly (readonly [name: string, value: string])[];
/** The second session is for the routes that end it. */
export type Principals = ReadonlyMap<PrincipalName | 'session to end', Headers>;

/** Keys and sessions of every kind, as the headers that they send. */
export async function makePrincipals(world: World, ownAccountId: string): Promise<Principals> {
  const bearer = (key: string): Headers => [['Authorization', `Bearer ${key}`]];
  const madeKey = async (scopes: string[], accountIds: string[] = []) => {
    const made = await post(world, '/v1/api-keys', { name: 'fuzz', scopes, accountIds }, world.key);
    return bearer(((await made.json()) as { key: string }).key);
  };
  const [session, ending] = [await logIn(world), await logIn(world)];
  return new Map<PrincipalName | 'session to end', Headers>([
    ['admin', bearer(world.key)],
    ['reader', await madeKey(['read'])],
    ['writer', await madeKey(['read', 'write'])],
    ['one account', await madeKey(['read', 'write'], [ownAccountId])],
    ['session', session],
    ['session to end', ending],
    ['session without CSRF token', session.filter(([name]) => name === 'Cookie')],
    ['nobody', []],
    ['unknown key', bearer(`nd_${'u'.repeat(43)}`)],
    ['bad cookie', [['Cookie', `nightdesk_session=${'c'.repeat(43)}`]]],
  ]);
}

async function logIn(world: World): Promise<Headers> {
  const { ADMIN_EMAIL: email, ADMIN_PASSWORD: password } = world.environment;
  const answer = await post(world, '/v1/session', { email, password });
  const { csrfToken } = (await answer.json()) as { csrfToken: string };
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  register(cookie.split('=')[1] ?? '', 'cookie');
  register(csrfToken, 'CSRF token');
  return [
    ['Cookie', cookie],
    ['X-CSRF-Token', csrfToken],
  ];
}

async function post(world: World, path: string, body: object, key?: string): Promise<Response> {
  const answer = await fetch(world.url + path, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'Idempotency-Key': randomUUID(),
      ...(key !== undefined && { Authorization: `Bearer ${key}` }),
    },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path} answers ${answer.status}: ${await answer.text()}`);
  return answer;
}
