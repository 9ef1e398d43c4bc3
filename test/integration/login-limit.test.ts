import { jest } from '@jest/globals';
import { LoginLimit, LoginLimited, Users } from '@nightdesk/access';
import { ApiError } from '@nightdesk/sdk';
import { Browserless } from '../support/browserless.js';
import { cloneTemplate, type TestDatabase } from '../support/database.js';
import { KEY_RING } from '../support/key-ring.js';
import { freePort, Service } from '../support/service.js';
import { World } from './outbox.world.js';

jest.setTimeout(60_000);

const MINUTE = 60_000;

describe('guesses', () => {
  let here: World;
  let there: World;
  beforeAll(async () => {
    here = await World.open();
    there = await World.open(here.url);
  });
  afterAll(async () => {
    await there.close();
    await here.close();
  });
  beforeEach(async () => {
    await here.rows('DELETE FROM login_attempts');
    here.now = new Date('2026-11-23T03:00:00Z');
    there.now = here.now;
  });

  const wrong = new Error('wrong');
  const fail = () => Promise.reject(wrong);
  const succeed = () => Promise.resolve('in');
  const tries = (email: string, attempt: () => Promise<unknown> = fail, address = '203.0.113.7', at = here) =>
    at
      .get(LoginLimit)
      .guard({ email, address }, attempt)
      .catch((error: unknown) => error);

  test('of one password are refused after ten, in every process, whoever asks from wherever', async () => {
    for (let n = 0; n < 10; n += 1)
      expect(await tries('ada@example.com', fail, `203.0.113.${n}`, n % 2 ? here : there)).toBe(wrong);
    const refusal = await tries('ADA@example.com', succeed, '198.51.100.1', there);
    expect(refusal).toBeInstanceOf(LoginLimited);
    expect((refusal as LoginLimited).retryAfterSeconds).toBe(15 * 60);
    expect(await tries('bob@example.com')).toBe(wrong);
  });

  test('that come all at once do not get past it', async () => {
    let looked = 0;
    const look = () => {
      looked += 1;
      return fail();
    };
    await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        tries('ada@example.com', look, `203.0.113.${n}`, n % 2 ? here : there),
      ),
    );
    expect(looked).toBe(10);
  });

  test('are free again after 15 minutes, however often somebody asked meanwhile', async () => {
    for (let n = 0; n < 11; n += 1) await tries('ada@example.com');
    here.pass(14 * MINUTE);
    const refusal = await tries('ada@example.com');
    expect((refusal as LoginLimited).retryAfterSeconds).toBe(60);
    here.pass(MINUTE);
    expect(await tries('ada@example.com', succeed)).toBe('in');
  });

  test('from one address are refused after forty, whosever passwords they are; others go on', async () => {
    for (let n = 0; n < 40; n += 1) expect(await tries(`p${n}@example.com`)).toBe(wrong);
    expect(await tries('ada@example.com', succeed)).toBeInstanceOf(LoginLimited);
    expect(await tries('ada@example.com', succeed, '203.0.113.8')).toBe('in');
  });

  test('from one IPv6 network are from one address', async () => {
    for (let n = 0; n < 40; n += 1) await tries(`p${n}@example.com`, fail, `2001:db8:1:2::${n.toString(16)}`);
    expect(await tries('x@example.com', succeed, '2001:db8:1:2:ffff::1')).toBeInstanceOf(LoginLimited);
    expect(await tries('x@example.com', succeed, '2001:db8:1:3::1')).toBe('in');
  });

  test('an address is the same written as IPv4 or as IPv6', async () => {
    for (let n = 0; n < 40; n += 1) await tries(`p${n}@example.com`, fail, '::ffff:203.0.113.7');
    expect(await tries('x@example.com')).toBeInstanceOf(LoginLimited);
  });

  test('who logs in is never limited by it, and takes failures of that e-mail back', async () => {
    for (let n = 0; n < 9; n += 1) await tries('ada@example.com');
    for (let n = 0; n < 60; n += 1) expect(await tries('ada@example.com', succeed)).toBe('in');
    for (let n = 0; n < 10; n += 1) expect(await tries('ada@example.com')).toBe(wrong);
  });

  test('neither e-mail nor address is stored, and what is over is forgotten', async () => {
    await tries('ada@example.com');
    const stored = JSON.stringify(await here.rows('SELECT * FROM login_attempts'));
    expect(stored).not.toMatch(/ada|203\.0/);
    expect(await here.get(LoginLimit).sweep()).toBe(0);
    here.pass(15 * MINUTE);
    expect(await here.get(LoginLimit).sweep()).toBe(2);
  });
});

describe('a password that was changed on the page', () => {
  test('outlives a restart with the same ADMIN_PASSWORD, and another one replaces it', async () => {
    const world = await World.open();
    const users = world.get(Users);
    await users.ensureFirst('ada@example.com', 'from the start 1');
    const [{ id } = { id: '' }] = await world.rows<{ id: string }>('SELECT id FROM users');
    await users.changeOwn(id, 'from the start 1', 'changed on the page', '');
    const before = await world.rows('SELECT password_hash FROM users');
    await users.ensureFirst('ada@example.com', 'from the start 1');
    expect(await world.rows('SELECT password_hash FROM users')).toEqual(before);
    await users.ensureFirst('ada@example.com', 'from the start 2');
    await users.changeOwn(id, 'from the start 2', 'and once more 1', '');
    await world.close();
  });
});

describe('over HTTP', () => {
  let database: TestDatabase;
  let api: Service;
  let url: string;
  beforeAll(async () => {
    database = await cloneTemplate();
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    const environment = {
      DATABASE_URL: database.url,
      PORT: String(port),
      PUBLIC_URL: 'https://desk.example',
      KEY_RING,
      ADMIN_PASSWORD: 'correct horse battery',
    };
    api = new Service('apps/api/src/main.ts', environment, `${url}/readyz`);
    await api.start();
  });
  afterAll(async () => {
    await api.stop();
    await database.drop();
  });

  test('the session’s cookie is out of reach of scripts, of plain http and of other sites’ forms', async () => {
    const ada = new Browserless(url);
    await ada.nightdesk.login({ email: 'admin@nightdesk.local', password: 'correct horse battery' });
    for (const flag of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/'])
      expect(ada.cookieLine.split('; ')).toContain(flag);
    const first = ada.cookieLine;
    await ada.nightdesk.session();
    expect(ada.cookieLine.split('; ')[0]).toBe(first.split('; ')[0]);
    expect(api.said).not.toContain('set Nightdesk up');
  });

  test('too many wrong passwords are answered 429 with when to come back', async () => {
    const attempt = () =>
      new Browserless(url).nightdesk
        .login({ email: 'admin@nightdesk.local', password: 'not it at all' })
        .catch((error: unknown) => error as ApiError);
    for (let n = 0; n < 10; n += 1) expect(await attempt()).toMatchObject({ status: 401 });
    const refusal = (await attempt()) as ApiError;
    expect(refusal).toMatchObject({ status: 429, title: 'Too many attempts' });
    expect(refusal.detail).toContain('Try again in 15 minutes');
    expect(refusal.retryAfterMs).toBeGreaterThan(14 * MINUTE);
  });
});
