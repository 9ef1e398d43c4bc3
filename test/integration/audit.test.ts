import { jest } from '@jest/globals';
import { ApiError, Nightdesk } from '@nightdesk/sdk';
import { Desk } from '../support/desk.js';

jest.setTimeout(90_000);

let desk: Desk;
let account: string;
beforeAll(async () => {
  desk = await Desk.start();
  account = await desk.world.account();
});
afterAll(() => desk.stop());

const api = () => desk.world.nightdesk;
const audit = () => api().audit;
const refused = async (call: Promise<unknown>) => {
  const outcome = await call.catch((error: unknown) => error);
  if (!(outcome instanceof ApiError)) throw new Error(`not refused: ${JSON.stringify(outcome)}`);
  return outcome;
};

describe('the audit log', () => {
  test('names who did it, and what it was done to, the newest first', async () => {
    const made = await api().createApiKey({ name: 'bot', scopes: ['read'] });
    await api().setSwitch('writes', 'night');
    await api().releaseSwitch('writes');
    const { data } = await audit().list({ limit: 3 });
    expect(data.map(({ action, subject }) => [action, subject])).toEqual([
      ['switch.released', 'writes'],
      ['switch.set', 'writes'],
      ['api_key.created', made.id],
    ]);
    expect(data[1]).toMatchObject({
      actor: { kind: 'key', name: 'first' },
      details: { reason: 'night' },
      subjectName: null,
    });
    expect(data[2]?.subjectName).toBe('bot');
    expect(JSON.stringify(data)).not.toContain(made.key.slice(7));
  });

  test('is filtered by actor, kind of actor, action, subject and time, and by all of them at once', async () => {
    await api().changeAccount(account, { ceiling: 0.6 });
    await api().changeAccount(account, { ceiling: null });
    const all = (await audit().list({ limit: 100 })).data;
    const some = async (filter: Parameters<Nightdesk['audit']['list']>[0]) =>
      (await audit().list({ ...filter, limit: 100 })).data.map(({ id }) => id);
    const fits = (test: (line: (typeof all)[number]) => boolean) => all.filter(test).map(({ id }) => id);
    const [first] = all;
    const me = first?.actor.id ?? '';
    const at = all[2]?.at ?? '';
    for (const [filter, test] of [
      [{ actor: me }, (line) => line.actor.id === me],
      [{ actor: 'system' }, (line) => line.actor.id === 'system'],
      [{ actor: 'person' }, (line) => line.actor.id.startsWith('usr_')],
      [{ actor: 'key' }, (line) => line.actor.id.startsWith('key_')],
      [{ action: 'switch.' }, (line) => line.action.startsWith('switch.')],
      [{ subject: account }, (line) => [account, `account:${account}`].includes(line.subject)],
      [{ since: at }, (line) => line.at >= at],
      [{ until: at }, (line) => line.at < at],
      [
        { actor: 'key', action: 'ceiling.', since: at },
        (line) => line.action === 'ceiling.changed' && line.at >= at,
      ],
    ] satisfies [object, (line: (typeof all)[number]) => boolean][]) {
      const expected = fits(test);
      expect([filter, expected.length > 0]).toEqual([filter, true]);
      expect([filter, await some(filter)]).toEqual([filter, expected]);
    }
    expect(await some({ subject: 'acc_none' })).toEqual([]);
    // What every object has is no kind of actor.
    expect(await some({ actor: 'toString' })).toEqual([]);
  });

  test('is read page by page, without a gap or a repeat while lines are added', async () => {
    const all = (await audit().list({ limit: 100 })).data.map(({ id }) => id);
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await audit().list({ limit: 2, ...(after && { after }) });
      seen.push(...page.data.map(({ id }) => id));
      after = page.next ?? undefined;
      if (seen.length === 2) await api().setSwitch('writes', 'meanwhile');
    } while (after !== undefined);
    expect(seen).toEqual(all);
    await api().releaseSwitch('writes');
  });

  test('refuses a filter that is none, and says how one looks', async () => {
    for (const [query, path] of [
      ['after=x', 'after'],
      ['action=Drop%20Table', 'action'],
      ['since=yesterday', 'since'],
      ['limit=1000', 'limit'],
    ]) {
      const answer = await fetch(`${desk.world.url}/v1/audit?${query}`, {
        headers: { Authorization: `Bearer ${desk.world.key}` },
      });
      const { errors } = (await answer.json()) as { errors: { path: string }[] };
      expect([answer.status, errors[0]?.path]).toEqual([400, path]);
    }
  });
});

describe('an API key', () => {
  const holder = async (scopes: ('read' | 'admin')[], accountIds: string[] = []) => {
    const made = await api().createApiKey({ name: 'holder', scopes, accountIds });
    return { made, as: new Nightdesk({ baseUrl: desk.world.url, apiKey: made.key }) };
  };
  const listed = async (id: string) => (await api().apiKeys()).find((key) => key.id === id);

  test('tells who made it and when it was last used', async () => {
    const { made, as } = await holder(['read']);
    expect(await listed(made.id)).toMatchObject({
      createdBy: { kind: 'key', name: 'first' },
      lastUsedAt: null,
    });
    await as.switches();
    const { lastUsedAt } = (await listed(made.id)) ?? {};
    expect(Math.abs(Date.now() - Date.parse(lastUsedAt ?? ''))).toBeLessThan(30_000);
    await as.switches();
    expect((await listed(made.id))?.lastUsedAt).toBe(lastUsedAt);
  });

  test('that is for some accounts reads no audit log, and makes no keys and no people', async () => {
    const { as } = await holder(['read', 'admin'], [account]);
    for (const act of [
      () => as.audit.list(),
      () => as.apiKeys(),
      () => as.createApiKey({ name: 'more', scopes: ['admin'] }),
      () => as.people.list(),
      () => as.people.invite({ email: 'x@example.com', role: 'operator' }),
    ]) {
      const { status, detail } = await refused(act());
      expect([status, detail]).toEqual([403, expect.stringContaining('every account')]);
    }
  });

  test('has no password to change', async () => {
    const change = { current: 'x', next: 'correct horse battery' };
    expect(await refused(api().entrance.changePassword(change))).toMatchObject({
      status: 403,
      title: 'For people only',
    });
  });
});

test('a switch that is on tells who set it by name', async () => {
  await api().setSwitch('writes', 'night');
  expect(await api().switches()).toMatchObject([{ name: 'writes', setByName: 'first' }]);
  await api().releaseSwitch('writes');
});
