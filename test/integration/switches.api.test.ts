import { jest } from '@jest/globals';
import { ApiError, Nightdesk } from '@nightdesk/sdk';
import { Desk } from '../support/desk.js';

jest.setTimeout(90_000);

let desk: Desk;
let account: string;
let key: string;
beforeAll(async () => {
  desk = await Desk.start();
  account = await desk.world.account();
  const [row] = await desk.rows<{ id: string }>('SELECT id FROM api_keys');
  key = row?.id ?? '';
});
afterAll(() => desk.stop());

const api = () => desk.world.nightdesk;
const refused = async (call: Promise<unknown>): Promise<ApiError> => {
  const outcome = await call.catch((error: unknown) => error);
  if (!(outcome instanceof ApiError)) throw new Error(`not refused: ${JSON.stringify(outcome)}`);
  return outcome;
};
const audited = (subject: string) =>
  desk.rows('SELECT actor, action, details FROM audit_log WHERE subject = $1 ORDER BY seq', subject);
const send = (method: string, path: string, body?: object, headers: Record<string, string> = {}) =>
  fetch(`${desk.world.url}/v1${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${desk.world.key}`,
      ...(body && { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body && { body: JSON.stringify(body) }),
  });

describe('a switch', () => {
  test('is set, told anew and released by name, and the audit log has who, what and why', async () => {
    const set = await api().setSwitch('platform:zendesk', 'red status page');
    expect(set).toMatchObject({ name: 'platform:zendesk', reason: 'red status page', setBy: key });
    await api().setSwitch('platform:zendesk', 'still red');
    expect(await api().switches()).toMatchObject([{ name: 'platform:zendesk', reason: 'still red' }]);
    await api().releaseSwitch('platform:zendesk');
    await api().releaseSwitch('platform:zendesk');
    expect(await api().switches()).toEqual([]);
    expect(await audited('platform:zendesk')).toEqual([
      { actor: key, action: 'switch.set', details: { reason: 'red status page' } },
      { actor: key, action: 'switch.set', details: { reason: 'still red' } },
      { actor: key, action: 'switch.released', details: {} },
    ]);
  });

  test.each(['reads', 'platform:helpscout', 'capability:tickets', 'platform:'])(
    'that is none, as %j, is refused with the names of those that there are',
    async (name) => {
      const { status, detail } = await refused(api().setSwitch(name, 'because'));
      expect(status).toBe(404);
      expect(detail).toContain('writes, platform:zendesk');
      expect(detail).toContain('capability:replies:write');
      expect((await refused(api().releaseSwitch(name))).status).toBe(404);
    },
  );

  test('of a platform that is no longer loaded can still be released', async () => {
    await desk.rows(`INSERT INTO switches VALUES ('platform:gone', 'old', 'key_1', now())`);
    await api().releaseSwitch('platform:gone');
    expect(await api().switches()).toEqual([]);
  });

  test('needs a reason and an idempotency key, and a repeated request is done once', async () => {
    const blank = await refused(api().setSwitch('writes', ' '));
    expect(blank).toMatchObject({ status: 400, errors: [{ path: 'reason' }] });
    expect(blank.errors[0]?.message).toContain('say why');
    const once = { 'Idempotency-Key': 'switch-once' };
    expect((await send('PUT', '/switches/writes', { reason: 'x' })).status).toBe(400);
    expect((await send('PUT', '/switches/writes', { reason: 'x' }, once)).status).toBe(200);
    await api().releaseSwitch('writes');
    const again = await send('PUT', '/switches/writes', { reason: 'x' }, once);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(await api().switches()).toEqual([]);
  });
});

describe('who may', () => {
  const holder = async (scopes: ('read' | 'write' | 'admin')[], accountIds: string[] = []) => {
    const made = await api().createApiKey({ name: 'holder', scopes, accountIds });
    return new Nightdesk({ baseUrl: desk.world.url, apiKey: made.key });
  };
  const acts = (as: Nightdesk): [string, () => Promise<unknown>][] => [
    ['set a switch', () => as.setSwitch('writes', 'x')],
    ['release a switch', () => as.releaseSwitch('writes')],
    ['change a platform', () => as.changePlatform('zendesk', { ceiling: 0.5 })],
    ['pause', () => as.pauseAccount(account, 'x')],
    ['resume', () => as.resumeAccount(account)],
    ['change an account', () => as.changeAccount(account, { ceiling: 0.5 })],
  ];

  test('a key without admin looks, and changes nothing', async () => {
    const reader = await holder(['read', 'write']);
    for (const [what, act] of acts(reader)) {
      const { status, detail } = await refused(act());
      expect([what, status, detail]).toEqual([what, 403, expect.stringContaining('"admin"')]);
    }
    expect(await reader.switches()).toEqual([]);
    expect((await reader.platformCeilings()).map(({ name }) => name)).toContain('zendesk');
    expect(await api().account(account)).toMatchObject({ state: 'live', ceiling: { from: 'default' } });
  });

  test('a key that is for one account pauses that one, and switches nothing off for all', async () => {
    const own = await holder(['read', 'admin'], [account]);
    const other = await holder(['read', 'admin'], ['acc_other']);
    for (const [what, act] of acts(own).slice(0, 3)) {
      const { status, detail } = await refused(act());
      expect([what, status, detail]).toEqual([what, 403, expect.stringContaining('every account')]);
    }
    expect((await refused(other.pauseAccount(account, 'x'))).status).toBe(403);
    expect((await own.pauseAccount(account, 'mine')).state).toBe('paused');
    expect((await own.resumeAccount(account)).state).toBe('live');
  });
});

describe('a pause', () => {
  test('is told with its reason, may be told anew, and the audit log has it', async () => {
    const before = (await audited(account)).length;
    await api().pauseAccount(account, 'first');
    const { stateSince } = await api().account(account);
    expect(await api().pauseAccount(account, 'second')).toMatchObject({
      state: 'paused',
      stateSince,
      reason: 'An operator paused it: second',
    });
    expect(await api().resumeAccount(account)).toMatchObject({ state: 'live' });
    expect((await audited(account)).slice(before)).toEqual([
      { actor: key, action: 'account.paused', details: { reason: 'first' } },
      { actor: key, action: 'account.paused', details: { reason: 'second' } },
      { actor: key, action: 'account.resumed', details: {} },
    ]);
  });

  test('leads back to what the account deserves', async () => {
    await api().pauseAccount(account, 'x');
    await desk.rows(
      `UPDATE capability_findings SET verdict = 'missing', remedy = 'Tick it.' WHERE capability = 'tags:write'`,
    );
    expect(await api().resumeAccount(account)).toMatchObject({
      state: 'needs_scopes',
      reason: expect.stringContaining('tags:write'),
      remedy: 'Tick it.',
    });
    expect((await api().probe(account)).data.every(({ verdict }) => verdict !== 'missing')).toBe(true);
    expect((await api().account(account)).state).toBe('live');
  });

  test('does not fit every state, and the refusal says what does', async () => {
    const { status, detail } = await refused(api().resumeAccount(account));
    expect([status, detail]).toEqual([409, expect.stringContaining('live and not paused')]);
    await desk.rows(`UPDATE accounts SET state = 'suspended'`);
    const suspended = await refused(api().pauseAccount(account, 'x'));
    expect([suspended.status, suspended.detail]).toEqual([409, expect.stringContaining('is suspended')]);
    await desk.rows(`UPDATE accounts SET state = 'live'`);
    expect((await refused(api().pauseAccount('acc_none', 'x'))).status).toBe(404);
    expect((await refused(api().pauseAccount(account, 'x'.repeat(501)))).status).toBe(400);
  });

  test('that meets a check of the account’s rights is never undone by it', async () => {
    for (let round = 0; round < 10; round += 1) {
      const checks = [1, 2, 3].map(() =>
        api().changeAccount(account, { requiredCapabilities: ['tickets:read'] }),
      );
      await Promise.all([...checks, api().probe(account), api().pauseAccount(account, `round ${round}`)]);
      expect((await api().account(account)).state).toBe('paused');
      await api().resumeAccount(account);
    }
  });
});

describe('a ceiling', () => {
  test.each([0, 0.049, 1.01, '0.5', {}])('of %j is refused and told what would do', async (ceiling) => {
    const change = { ceiling } as { ceiling: number };
    const wrong = { status: 400, errors: [{ path: 'ceiling' }] };
    expect(await refused(api().changeAccount(account, change))).toMatchObject(wrong);
    expect(await refused(api().changePlatform('zendesk', change))).toMatchObject(wrong);
  });

  test('is the account’s, else the platform’s, else the configured one; each change is in the audit log', async () => {
    await api().changePlatform('zendesk', { ceiling: 0.6 });
    expect((await api().account(account)).ceiling).toMatchObject({ ratio: 0.6, from: 'platform' });
    await api().changeAccount(account, { ceiling: 0.97 });
    const { ceiling } = await api().account(account);
    expect(ceiling).toMatchObject({ ratio: 0.97, from: 'account' });
    expect(ceiling.warning).toContain('no room for other clients');
    const zendesk = (await api().platformCeilings()).find(({ name }) => name === 'zendesk');
    expect(zendesk).toMatchObject({ title: 'Zendesk', ceiling: { ratio: 0.6, warning: null } });
    await api().changeAccount(account, { ceiling: null });
    await api().changePlatform('zendesk', { ceiling: null });
    expect((await api().account(account)).ceiling).toEqual({ ratio: 0.75, from: 'default', warning: null });
    expect(await audited(`account:${account}`)).toEqual([
      { actor: key, action: 'ceiling.changed', details: { from: null, to: 0.97 } },
      { actor: key, action: 'ceiling.changed', details: { from: 0.97, to: null } },
    ]);
    expect(await audited('platform:zendesk')).toEqual(
      expect.arrayContaining([
        { actor: key, action: 'ceiling.changed', details: { from: null, to: 0.6 } },
        { actor: key, action: 'ceiling.changed', details: { from: 0.6, to: null } },
      ]),
    );
  });

  test('of no platform, and a change of nothing, are refused', async () => {
    const { status, detail } = await refused(api().changePlatform('helpscout', { ceiling: 0.5 }));
    expect([status, detail]).toEqual([404, expect.stringContaining('zendesk')]);
    expect((await refused(api().changeAccount(account, {}))).status).toBe(400);
  });
});
