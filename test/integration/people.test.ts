import { jest } from '@jest/globals';
import type { User } from '@nightdesk/contract';
import { ApiError } from '@nightdesk/sdk';
import { Browserless } from '../support/browserless.js';
import { cloneTemplate, type TestDatabase } from '../support/database.js';
import { KEY_RING } from '../support/key-ring.js';
import { freePort, Service } from '../support/service.js';

jest.setTimeout(90_000);

const email = 'ada@example.com';
const password = 'correct horse battery';

let database: TestDatabase;
let apis: Service[];
let urls: string[];
let ada: Browserless;

beforeAll(async () => {
  database = await cloneTemplate();
  const start = async () => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const environment = { DATABASE_URL: database.url, PORT: String(port), PUBLIC_URL: url, KEY_RING };
    const api = new Service('apps/api/src/main.ts', environment, `${url}/readyz`);
    await api.start();
    return { api, url };
  };
  const started = [await start(), await start()];
  apis = started.map(({ api }) => api);
  urls = started.map(({ url }) => url);
});
afterAll(async () => {
  await Promise.all(apis.map((api) => api.stop()));
  await database.drop();
});

const visitor = (n = 0) => new Browserless(urls[n] ?? '');
const refused = async (call: Promise<unknown>): Promise<ApiError> => {
  const outcome = await call.catch((error: unknown) => error);
  if (!(outcome instanceof ApiError)) throw new Error(`not refused: ${JSON.stringify(outcome)}`);
  return outcome;
};
const codeOf = (api: Service | undefined) => /with the code ([A-Z0-9-]{14})/.exec(api?.said ?? '')?.[1] ?? '';
const people = async () => {
  const found = await ada.nightdesk.people.list();
  return (who: string) => found.find((user) => user.email === who) as User;
};
/** Invites somebody, who then chooses a password. */
const joins = async (who: string, role: 'viewer' | 'operator') => {
  const { link } = await ada.nightdesk.people.invite({ email: who, role });
  const person = visitor();
  await person.nightdesk.entrance.choosePassword(link.url.split('/').at(-1) ?? '', password);
  return person;
};
const audited = async (action: string) =>
  (await ada.nightdesk.audit.list({ action })).data.map((line) => ({
    by: line.actor.name ?? line.actor.id,
    ...line.details,
  }));

describe('the first start', () => {
  const setUp = (code: string, by = visitor()) => by.nightdesk.entrance.setUp({ code, email, password });

  test('each api writes a code into its log, and a wrong one makes nobody', async () => {
    const codes = apis.map(codeOf);
    expect(codes).toEqual([
      expect.stringMatching(/^[A-Z0-9-]{14}$/),
      expect.stringMatching(/^[A-Z0-9-]{14}$/),
    ]);
    expect(codes[0]).not.toBe(codes[1]);
    expect(await visitor().nightdesk.entrance.setUpView()).toEqual({ needed: true });
    const wrong = await refused(setUp('ABCD-EFGH-JKLM'));
    expect(wrong).toMatchObject({ status: 403, errors: [{ path: 'code' }] });
    expect(wrong.detail).toContain('writes it into its log');
    expect(await visitor().nightdesk.entrance.setUpView()).toEqual({ needed: true });
  });

  test('a password that is too weak is refused with the rule', async () => {
    const entrance = visitor().nightdesk.entrance;
    for (const [weak, rule] of [
      ['short', 'at least 12 characters'],
      ['aaaaaaaaaaaaaa', 'five different'],
    ] as const) {
      const { status, errors } = await refused(entrance.setUp({ code: 'x', email, password: weak }));
      expect([status, errors[0]]).toEqual([
        400,
        { path: 'password', message: expect.stringContaining(rule) },
      ]);
    }
  });

  test('of two who know codes one becomes the first operator, and the other is told', async () => {
    ada = visitor(1);
    const outcomes = await Promise.allSettled([setUp(codeOf(apis[1]), ada), setUp(codeOf(apis[0]))]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    if (outcomes[0].status === 'rejected') await ada.nightdesk.login({ email, password });
    expect(await visitor().nightdesk.entrance.setUpView()).toEqual({ needed: false });
    expect((await ada.nightdesk.people.list()).map(({ email: who, role }) => [who, role])).toEqual([
      [email, 'operator'],
    ]);
    const late = await refused(setUp(codeOf(apis[0])));
    expect([late.status, late.detail]).toEqual([403, expect.stringContaining('Sign in instead')]);
  });
});

describe('people', () => {
  test('are invited by a link that is shown once, choose a password once, and are signed in by that', async () => {
    const { user, link } = await ada.nightdesk.people.invite({ email: 'Bob@Example.com', role: 'viewer' });
    expect(user).toMatchObject({ email: 'bob@example.com', role: 'viewer', state: 'invited' });
    const token = link.url.split('/').at(-1) ?? '';
    expect(link.url).toBe(`${urls[1]}/password/${token}`);
    const bob = visitor();
    expect(await bob.nightdesk.entrance.passwordLink(token)).toMatchObject({ email: 'bob@example.com' });
    expect((await refused(bob.nightdesk.login({ email: 'bob@example.com', password: token }))).status).toBe(
      401,
    );
    await bob.nightdesk.entrance.choosePassword(token, password);
    expect(await bob.nightdesk.session()).toMatchObject({ email: 'bob@example.com', role: 'viewer' });
    expect((await refused(bob.nightdesk.entrance.choosePassword(token, password))).status).toBe(404);
    expect((await people())('bob@example.com')).toMatchObject({
      state: 'active',
      sessions: 1,
      linkUntil: null,
    });
    const lines = JSON.stringify(await ada.nightdesk.audit.list());
    expect(lines).toContain('user.invited');
    expect(lines).not.toContain(token);
  });

  test('with an address that is taken are refused', async () => {
    const taken = await refused(ada.nightdesk.people.invite({ email: 'ADA@example.com', role: 'viewer' }));
    expect(taken).toMatchObject({ status: 409, errors: [{ path: 'email' }] });
  });

  test('who are viewers read the audit log, and neither see nor change people, keys and subscribers', async () => {
    const bob = visitor();
    await bob.nightdesk.login({ email: 'bob@example.com', password });
    const { id } = (await people())('bob@example.com');
    const acts = [
      () => bob.nightdesk.people.list(),
      () => bob.nightdesk.people.invite({ email: 'x@example.com', role: 'operator' }),
      () => bob.nightdesk.people.change(id, { role: 'operator' }),
      () => bob.nightdesk.people.resetPassword(id),
      () => bob.nightdesk.people.endSessions(id),
      () => bob.nightdesk.people.remove(id),
      () => bob.nightdesk.apiKeys(),
      () => bob.nightdesk.subscribers(),
      () => bob.nightdesk.setSwitch('writes', 'x'),
    ];
    for (const act of acts) expect((await refused(act())).status).toBe(403);
    expect((await bob.nightdesk.audit.list()).data.length).toBeGreaterThan(0);
    expect(await bob.nightdesk.switches()).toEqual([]);
  });

  test('get another role at once, without signing in again', async () => {
    const bob = visitor();
    await bob.nightdesk.login({ email: 'bob@example.com', password });
    const { id } = (await people())('bob@example.com');
    await ada.nightdesk.people.change(id, { role: 'operator' });
    expect(await bob.nightdesk.people.list()).toHaveLength(2);
    await ada.nightdesk.people.change(id, { role: 'viewer' });
    expect((await refused(bob.nightdesk.people.list())).status).toBe(403);
    expect(await audited('user.role_changed')).toMatchObject([
      { by: email, email: 'bob@example.com', from: 'operator', to: 'viewer' },
      { by: email, from: 'viewer', to: 'operator' },
    ]);
  });

  test('are signed out at once, in every process, and told why', async () => {
    const [here, there] = [visitor(0), visitor(1)];
    for (const bob of [here, there]) await bob.nightdesk.login({ email: 'bob@example.com', password });
    const { id, sessions } = (await people())('bob@example.com');
    expect(await ada.nightdesk.people.endSessions(id)).toEqual({ ended: sessions });
    for (const bob of [here, there]) {
      const { status, detail } = await refused(bob.nightdesk.session());
      expect([status, detail]).toEqual([401, expect.stringContaining('an operator ended all your sessions')]);
      expect((await refused(bob.nightdesk.overview())).status).toBe(401);
    }
  });

  test('who watch the live page are cut off when they are signed out', async () => {
    const bob = visitor();
    await bob.nightdesk.login({ email: 'bob@example.com', password });
    const stream = await fetch(bob.nightdesk.health.streamUrl(), { headers: { cookie: bob.cookie } });
    const reader = stream.body?.getReader();
    expect((await reader?.read())?.done).toBe(false);
    await ada.nightdesk.people.endSessions((await people())('bob@example.com').id);
    const ended = Date.now();
    while (!(await reader?.read())?.done) expect(Date.now() - ended).toBeLessThan(12_000);
  });

  test('who forgot the password get a link; the sessions end when another one is chosen', async () => {
    const bob = visitor();
    await bob.nightdesk.login({ email: 'bob@example.com', password });
    const { id } = (await people())('bob@example.com');
    const [old, link] = [
      await ada.nightdesk.people.resetPassword(id),
      await ada.nightdesk.people.resetPassword(id),
    ];
    const choose = (url: string) =>
      visitor().nightdesk.entrance.choosePassword(url.split('/').at(-1) ?? '', 'another password 2');
    expect((await refused(choose(old.url))).status).toBe(404);
    expect((await bob.nightdesk.session()).email).toBe('bob@example.com');
    await choose(link.url);
    expect((await refused(bob.nightdesk.session())).detail).toContain('your password was changed');
    expect((await refused(visitor().nightdesk.login({ email: 'bob@example.com', password }))).status).toBe(
      401,
    );
  });

  test('change their own password with the current one, and stay signed in only there', async () => {
    const carol = await joins('carol@example.com', 'viewer');
    const elsewhere = visitor();
    await elsewhere.nightdesk.login({ email: 'carol@example.com', password });
    const wrong = carol.nightdesk.entrance.changePassword({ current: 'not it', next: 'a third password' });
    expect(await refused(wrong)).toMatchObject({ status: 403, errors: [{ path: 'current' }] });
    await carol.nightdesk.entrance.changePassword({ current: password, next: 'a third password' });
    expect((await carol.nightdesk.session()).email).toBe('carol@example.com');
    expect((await refused(elsewhere.nightdesk.session())).status).toBe(401);
    await visitor().nightdesk.login({ email: 'carol@example.com', password: 'a third password' });
  });

  test('who are removed are out at once, and their doings keep their name', async () => {
    const dave = await joins('dave@example.com', 'viewer');
    await ada.nightdesk.people.remove((await people())('dave@example.com').id);
    expect((await refused(dave.nightdesk.session())).status).toBe(401);
    expect((await refused(visitor().nightdesk.login({ email: 'dave@example.com', password }))).status).toBe(
      401,
    );
    expect(await audited('user.removed')).toEqual([{ by: email, email: 'dave@example.com' }]);
    expect((await refused(ada.nightdesk.people.remove('usr_none'))).status).toBe(404);
  });

  test('are removed once, however many ask for it at once', async () => {
    const { user } = await ada.nightdesk.people.invite({ email: 'erin@example.com', role: 'viewer' });
    const asked = Array.from({ length: 10 }, () => ada.nightdesk.people.remove(user.id));
    const ends = (await Promise.allSettled(asked)).map((end) =>
      end.status === 'fulfilled' ? 204 : (end.reason as ApiError).status,
    );
    expect(ends.toSorted((a, b) => a - b)).toEqual([204, ...Array.from({ length: 9 }, () => 404)]);
  });
});

describe('the last operator', () => {
  test('is neither made a viewer nor removed, and somebody who was only invited does not count', async () => {
    await ada.nightdesk.people.invite({ email: 'eve@example.com', role: 'operator' });
    const { id } = (await people())(email);
    for (const act of [
      () => ada.nightdesk.people.change(id, { role: 'viewer' }),
      () => ada.nightdesk.people.remove(id),
    ]) {
      const { status, detail } = await refused(act());
      expect([status, detail]).toEqual([409, expect.stringContaining('last operator')]);
    }
  });

  test('is left over when two operators take each other away at once', async () => {
    const frank = await joins('frank@example.com', 'operator');
    const [one, two] = [(await people())(email).id, (await people())('frank@example.com').id];
    for (let round = 0; round < 8; round += 1) {
      const outcomes = await Promise.allSettled([
        ada.nightdesk.people.change(two, { role: 'viewer' }),
        frank.nightdesk.people.change(one, { role: 'viewer' }),
      ]);
      expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      const adaIsLeft = outcomes[0].status === 'fulfilled';
      const left = adaIsLeft ? ada : frank;
      await left.nightdesk.people.change(adaIsLeft ? two : one, { role: 'operator' });
    }
  });

  test('who are removed while a link is made for them have it until then, or are not found', async () => {
    const rounds = Array.from({ length: 12 }, async (_, n) => {
      const { user } = await ada.nightdesk.people.invite({ email: `brief-${n}@example.com`, role: 'viewer' });
      const made = ada.nightdesk.people.resetPassword(user.id).then(
        () => 201,
        ({ status }: ApiError) => status,
      );
      await ada.nightdesk.people.remove(user.id);
      return made;
    });
    for (const status of await Promise.all(rounds)) expect([201, 404]).toContain(status);
  });

  test('with two links made at once have one', async () => {
    const { user } = await ada.nightdesk.people.invite({ email: 'twice@example.com', role: 'viewer' });
    const links = await Promise.all([0, 1, 2].map(() => ada.nightdesk.people.resetPassword(user.id)));
    const good = links.map(({ url }) =>
      visitor()
        .nightdesk.entrance.passwordLink(url.split('/').at(-1) ?? '')
        .then(
          () => true,
          () => false,
        ),
    );
    expect((await Promise.all(good)).filter(Boolean)).toHaveLength(1);
    await ada.nightdesk.people.remove(user.id);
  });
});
