import { jest } from '@jest/globals';
import { ApiKeys, Audit, LoginRefused, Sessions, Users } from '@nightdesk/access';
import { Database } from '@nightdesk/platform/database';
import { World } from './outbox.world.js';

jest.setTimeout(30_000);

const HOUR = 3_600_000;
const email = 'Ada@Example.com';

let world: World;
let other: World;
beforeAll(async () => {
  world = await World.open();
  other = await World.open(world.url);
});
afterAll(async () => {
  await other.close();
  await world.close();
});
beforeEach(async () => {
  await world.rows('DELETE FROM users');
  await world.rows('DELETE FROM api_keys');
  await world.get(Users).ensureFirst(email, 'correct horse');
  world.now = new Date();
});

const login = (password = 'correct horse', as = email) => world.get(Sessions).login(as, password);
const find = (token: string) => world.get(Sessions).find(token);

async function dump(table: string): Promise<string> {
  return JSON.stringify(await world.rows(`SELECT * FROM ${table}`));
}

describe('people', () => {
  test('the first user is made once, however many processes start at once', async () => {
    await world.rows('DELETE FROM users');
    await Promise.all(
      [world, other, world].map((each) => each.get(Users).ensureFirst(email, 'correct horse')),
    );
    expect(await world.rows('SELECT email, role FROM users')).toEqual([
      { email: 'ada@example.com', role: 'operator' },
    ]);
  });

  test('starting again with the same password changes nothing', async () => {
    const { token } = await login();
    const before = await dump('users');
    await world.get(Users).ensureFirst(email, 'correct horse');
    expect(await dump('users')).toBe(before);
    expect(await find(token)).not.toBeNull();
  });

  test('another password replaces the old one and ends the sessions', async () => {
    const { token } = await login();
    await world.get(Users).ensureFirst(email, 'another password');
    expect(await find(token)).toBeNull();
    await expect(login()).rejects.toThrow(LoginRefused);
    expect((await login('another password')).session.email).toBe('ada@example.com');
  });
});

describe('sessions', () => {
  test('a session is found by its token, in every process, until it is ended', async () => {
    const { token, session } = await login();
    expect(session).toMatchObject({ email: 'ada@example.com', role: 'operator' });
    expect(await other.get(Sessions).find(token)).toEqual(session);
    await other.get(Sessions).end(token);
    expect(await find(token)).toBeNull();
  });

  test('the database holds neither the token nor the CSRF token', async () => {
    const { token, session } = await login();
    expect(await dump('sessions')).not.toContain(token);
    expect(await dump('sessions')).not.toContain(session.csrfToken);
    expect((await login()).session.csrfToken).not.toBe(session.csrfToken);
  });

  test('a session ends 12 hours after it was last used', async () => {
    const { token } = await login();
    world.pass(11 * HOUR);
    const used = await find(token);
    expect(used!.expiresAt).toEqual(new Date(world.now.getTime() + 12 * HOUR));
    world.pass(12 * HOUR - 1);
    expect(await find(token)).not.toBeNull();
    world.pass(12 * HOUR);
    expect(await find(token)).toBeNull();
    expect(await world.get(Sessions).sweep()).toBe(1);
  });

  test('a session ends a week after its login, however much it is used, and says so', async () => {
    const { token, session } = await login();
    const week = session.expiresAt.getTime() + 156 * HOUR;
    for (let hour = 0; hour < 167; hour += 1) {
      world.pass(HOUR);
      expect(await find(token)).not.toBeNull();
    }
    expect((await find(token))?.expiresAt).toEqual(new Date(week));
    world.pass(HOUR);
    expect(await find(token)).toBeNull();
    expect(await world.get(Sessions).whyEnded(token)).toBe(
      'You were signed out because you signed in a week ago.',
    );
  });

  test('a wrong password and an unknown e-mail take the same path', async () => {
    const refusal = async (attempt: Promise<unknown>) => attempt.catch((error: unknown) => error);
    const fastest = async (attempt: () => Promise<unknown>) => {
      const times: number[] = [];
      for (let n = 0; n < 5; n += 1) {
        const began = performance.now();
        expect(await refusal(attempt())).toBeInstanceOf(LoginRefused);
        times.push(performance.now() - began);
      }
      return Math.min(...times);
    };
    expect(await refusal(login('wrong'))).toEqual(await refusal(login('wrong', 'nobody@example.com')));
    // Deriving a key takes tens of milliseconds; without it the unknown one would take two or three.
    const [wrong, unknown] = [
      await fastest(() => login('wrong')),
      await fastest(() => login('wrong', 'no@x.com')),
    ];
    expect(unknown / wrong).toBeGreaterThan(0.5);
    expect(unknown / wrong).toBeLessThan(2);
  });
});

describe('API keys', () => {
  const create = () =>
    world
      .get(ApiKeys)
      .create({ name: 'bot', scopes: ['read', 'write'], accountIds: ['acc_1'], tier: 'high' }, 'usr_1');

  test('a key is shown once, stored hashed, and found by what it is', async () => {
    const { key, ...shown } = await create();
    expect(key).toMatch(/^nd_[A-Za-z0-9_-]{43}$/);
    expect(shown.hint).toBe(key.slice(0, 7));
    expect(await dump('api_keys')).not.toContain(key.slice(7));
    expect(await world.get(ApiKeys).list()).toEqual([shown]);
    expect(await other.get(ApiKeys).find(key)).toEqual({
      id: shown.id,
      name: shown.name,
      scopes: ['read', 'write'],
      accountIds: ['acc_1'],
      tier: 'high',
    });
  });

  test('a revoked key is refused at once in every process', async () => {
    const { id, key } = await create();
    expect(await other.get(ApiKeys).find(key)).not.toBeNull();
    await world.get(ApiKeys).revoke(id, 'usr_1');
    expect(await other.get(ApiKeys).find(key)).toBeNull();
    await world.get(ApiKeys).revoke(id, 'usr_1'); // again, which changes nothing
    expect((await world.get(ApiKeys).list())[0]!.revokedAt).toBe(world.now.toISOString());
  });

  test.each(['', 'nd_', 'x'.repeat(10_000), `nd_${'a'.repeat(43)}`])(
    'an unknown key is refused',
    async (key) => {
      expect(await world.get(ApiKeys).find(key)).toBeNull();
    },
  );

  test('who made and revoked a key is in the audit log', async () => {
    const { id } = await create();
    await world.get(ApiKeys).revoke(id, 'usr_2');
    expect(
      await world.rows('SELECT actor, action FROM audit_log WHERE subject = $1 ORDER BY seq', id),
    ).toEqual([
      { actor: 'usr_1', action: 'api_key.created' },
      { actor: 'usr_2', action: 'api_key.revoked' },
    ]);
  });
});

describe('the audit log', () => {
  const line = { actor: 'usr_1', action: 'account.paused', subject: 'acc_1', details: { why: 'night' } };

  test('a line in a transaction goes with it', async () => {
    const before = await world.count('audit_log');
    const broken = world.get(Database).transaction(async (tx) => {
      await world.get(Audit).record(line, tx);
      throw new Error('no');
    });
    await expect(broken).rejects.toThrow('no');
    expect(await world.count('audit_log')).toBe(before);
  });

  test.each(["UPDATE audit_log SET actor = 'x'", 'DELETE FROM audit_log', 'TRUNCATE audit_log'])(
    '%s is refused by the database',
    async (sql) => {
      await world.get(Audit).record(line);
      const before = await dump('audit_log');
      await expect(world.rows(sql)).rejects.toMatchObject({ code: '42501' });
      expect(await dump('audit_log')).toBe(before);
      expect(before).toContain('"details":{"why":"night"}');
    },
  );
});
