import { jest } from '@jest/globals';
import { Desk, withoutLifetime } from '../support/desk.js';
import { quickLooks } from '../support/looks.js';
import { until } from '../support/until.js';

jest.setTimeout(60_000);

describe('credentials', () => {
  let desk: Desk;
  let sites = 0;
  beforeAll(async () => {
    desk = await Desk.start(quickLooks);
  });
  afterAll(() => desk.stop());

  /** An account of a new site, with a ticket to read. */
  const connected = async () => {
    const site = desk.site(`desk-${++sites}`);
    const id = await desk.world.account({ site });
    desk.announceOnce(site);
    const ticket = desk.world.sandbox.control.zendesk(site).desk.customerOpens('Hello', 'Anybody?');
    // Afterwards nobody but the test asks the platform for anything.
    await until(() =>
      desk.world.consumer.received('ticket.created').find(({ accountId }) => accountId === id),
    );
    return { site, id, ticket, tokens: `POST /zendesk/${site}/oauth/tokens` };
  };
  const state = async (id: string) => desk.world.nightdesk.account(id);
  const refreshes = (site: string) =>
    desk.world.sandbox.control.requests({ site, route: '/oauth/tokens' }).length - 1;
  const version = (id: string, wanted: number) =>
    until(async () => {
      const row = await desk.credential(id);
      return row.version === wanted ? row : null;
    });
  const live = (site: string) => [...desk.world.sandbox.world.zendesk.get(site)!.tokens.values()];
  const seconds = (from: unknown, to: unknown) => ((to as Date).getTime() - (from as Date).getTime()) / 1_000;

  test('a token is refreshed when it is due: a new pair, the old one ended, the next refresh planned', async () => {
    const { site, id, ticket } = await connected();
    const before = await desk.credential(id);
    const share =
      seconds(before['created_at'], before['refresh_at']) /
      seconds(before['created_at'], before['expires_at']);
    expect(share).toBeGreaterThan(0.749);
    expect(share).toBeLessThan(0.801);
    const [old] = live(site);
    await desk.due(id);
    const after = await version(id, 2);
    expect(after).toMatchObject({ refresh_started_at: null, refresh_failures: 0, last_error: null });
    expect(seconds(before['created_at'], after['refreshed_at'])).toBeGreaterThan(0);
    expect(seconds(after['refreshed_at'], after['refresh_at'])).toBeGreaterThan(64_000);
    expect(after['sealed_access']).not.toBe(before['sealed_access']);
    expect(live(site)).toHaveLength(1);
    expect(live(site)[0]?.access).not.toBe(old?.access);
    expect(await desk.reading(id, ticket)).toBe('fresh');
    expect(refreshes(site)).toBe(1);
  });

  test('the first reading of each secret by each process is in the audit log, and only the first', async () => {
    const { id, ticket } = await connected();
    await Promise.all([1, 2, 3].map(() => desk.readFresh(id, ticket)));
    desk.expireAll();
    await desk.readFresh(id, ticket);
    const lines = await desk.rows<{ details: { part: string; version: number; process: number } }>(
      `SELECT details FROM audit_log WHERE action = 'secret.read' AND subject = $1`,
      id,
    );
    const read = lines.map(({ details }) => `${details.part} ${details.version} ${details.process}`);
    expect(new Set(read).size).toBe(read.length);
    expect(read.map((line) => line.replace(/ \d+$/, ''))).toEqual(
      expect.arrayContaining(['access 1', 'refresh 1', 'access 2']),
    );
  });

  test('the secret of a client made for one site is audited as well', async () => {
    desk.world.sandbox.control.addZendeskSite({
      subdomain: 'own',
      client: { identifier: 'own', secret: 'own-secret' },
    });
    const started = await desk.start({ site: 'own', clientId: 'own', clientSecret: 'own-secret' });
    const id = (await desk.allow(started)).searchParams.get('account') ?? '';
    desk.expireAll();
    await desk.readFresh(id, '1');
    expect((await desk.credential(id)).version).toBe(2);
    const lines = await desk.rows(
      `SELECT details FROM audit_log WHERE action = 'secret.read' AND details->>'part' = 'client secret'`,
    );
    expect(lines).toHaveLength(1);
  });

  test('a call that meets an expired token: one refresh, one repeat, and the caller sees nothing of it', async () => {
    const { site, id, ticket } = await connected();
    desk.expireAll();
    expect(await desk.reading(id, ticket)).toBe('fresh');
    expect(refreshes(site)).toBe(1);
    const calls = desk.world.sandbox.control.requests({ site, route: '/api/v2/tickets/:id' });
    expect(calls.map(({ status }) => status)).toEqual([200, 401, 200]);
    expect((await desk.credential(id)).version).toBe(2);
  });

  test('twenty callers in three processes with an expired token make one refresh, and all succeed', async () => {
    const { site, id, tokens } = await connected();
    const { ids } = desk.world.sandbox.control.zendesk(site).bulk(20);
    const others = await Promise.all([1, 2].map(() => desk.anotherApi()));
    const apis = [desk.world.url, ...others.map(({ url }) => url)];
    await until(
      () =>
        desk.world.consumer.received('ticket.created').filter(({ accountId }) => accountId === id).length >
        20,
    );
    desk.expireAll();
    const refused = () =>
      desk.world.sandbox.control
        .requests({ site, route: '/api/v2/tickets/:id' })
        .filter(({ status }) => status === 401);
    // The new pair comes when all that may be in flight at once (reads leave one of five places) have met their 401.
    desk.front.next(tokens, async (pass) => {
      await until(() => refused().length === 4);
      return pass();
    });
    const answers = await Promise.all(
      ids.map((ticket, caller) => desk.reading(id, String(ticket), apis[caller % 3])),
    );
    await Promise.all(others.map(({ service }) => service.stop()));
    expect(answers).toEqual(Array.from({ length: 20 }, () => 'fresh'));
    expect(refreshes(site)).toBe(1);
    expect((await desk.credential(id)).version).toBe(2);
  });

  test('a grant that has ended: needs_reauth with reason and remedy; what waits goes out after a re-connect', async () => {
    const { site, id, ticket } = await connected();
    desk.world.sandbox.control.zendesk(site).revokeTokens();
    const asked = await desk.world.nightdesk.submit(id, ticket, {
      steps: [{ kind: 'reply', body: 'At last.' }],
    });
    const held = await until(async () => {
      const operation = await desk.world.nightdesk.operation(asked.id);
      return operation.state === 'held' ? operation : null;
    });
    expect(held.transitions.at(-1)?.reason).toMatch(/expired or revoked/);
    expect(await state(id)).toMatchObject({
      state: 'needs_reauth',
      reason: expect.stringMatching(/no longer accepts the credential\..*revoked/),
      remedy: expect.stringMatching(/Connect the account again/),
    });
    expect(refreshes(site)).toBe(1);
    expect(await desk.world.account({ site })).toBe(id);
    await until(async () => (await desk.world.nightdesk.operation(asked.id)).state === 'confirmed');
    const { comments } = desk.world.sandbox.control.zendesk(site).ticket(Number(ticket));
    expect(comments.filter(({ body }) => body === 'At last.')).toHaveLength(1);
  });

  test('a refresh that fails for a while: told on the row, the account stays live, and it mends itself', async () => {
    const { site, id, ticket } = await connected();
    desk.away(site);
    await desk.due(id);
    await until(async () => (await desk.credential(id))['refresh_failures'] === 1);
    expect(await desk.credential(id)).toMatchObject({
      version: 1,
      refresh_started_at: null,
      last_error: expect.stringMatching(/503/),
    });
    expect(await state(id)).toMatchObject({ state: 'live' });
    expect(await desk.reading(id, ticket)).toBe('fresh');
    expect(await version(id, 2)).toMatchObject({ refresh_failures: 0, last_error: null });
  });

  test('callers with an expired token do not press a token endpoint that is away; each try waits longer', async () => {
    const { site, id, ticket } = await connected();
    desk.expireAll();
    for (const [failures, backoff] of [
      [1, 5],
      [2, 10],
      [3, 20],
    ] as const) {
      desk.away(site); // before it is due, because the worker looks as well
      await desk.due(id);
      // The stored copy serves meanwhile, and says what it is.
      const answers = [await desk.reading(id, ticket), await desk.reading(id, ticket)];
      expect(answers).toEqual(['stale', 'stale']);
      const row = await desk.credential(id);
      const [clock] = await desk.rows<{ now: Date }>('SELECT now()');
      expect(seconds(clock?.now, row['refresh_at'])).toBeGreaterThan(backoff - 3);
      expect(seconds(clock?.now, row['refresh_at'])).toBeLessThanOrEqual(backoff);
      expect(refreshes(site)).toBe(failures);
    }
    await desk.due(id);
    expect(await desk.reading(id, ticket)).toBe('fresh');
    expect(await state(id)).toMatchObject({ state: 'live' });
  });

  test('killed between the platform’s answer and our commit: refresh_lost, never silence', async () => {
    const { site, id } = await connected();
    const spent = await fetch(`${desk.front.url}/zendesk/${site}/oauth/tokens`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        grant_type: 'refresh_token',
        refresh_token: live(site)[0]?.refresh,
        client_id: 'nightdesk',
        client_secret: 'sandbox-secret',
      }),
    });
    expect(spent.status).toBe(201);
    await desk.abandon(id);
    await until(async () => (await state(id)).state === 'needs_reauth');
    expect(await state(id)).toMatchObject({
      reason: expect.stringMatching(/answer to a refresh was lost/),
    });
    const told = await until(() =>
      desk.world.consumer
        .received('account.state_changed')
        .find(
          ({ accountId, data }) => accountId === id && (data as { state?: string }).state === 'needs_reauth',
        ),
    );
    expect(told.data).toMatchObject({ cause: 'refresh_lost' });
    expect(await desk.world.account({ site })).toBe(id);
    expect(await state(id)).toMatchObject({ state: 'live' });
  });

  test('killed before the platform saw the refresh: the next process makes it', async () => {
    const { id, ticket } = await connected();
    desk.expireAll();
    await desk.abandon(id);
    expect(await desk.reading(id, ticket)).toBe('fresh');
    expect(await desk.credential(id)).toMatchObject({ version: 2, refresh_started_at: null });
    expect(await state(id)).toMatchObject({ state: 'live' });
  });

  test('a re-connect while a refresh is under way wins, and nobody sees an error', async () => {
    const { site, id, ticket, tokens } = await connected();
    desk.expireAll();
    let reconnected = () => undefined as void;
    const late = new Promise<void>((resolve) => (reconnected = resolve));
    desk.front.next(tokens, (pass) => late.then(pass));
    const reading = desk.reading(id, ticket);
    await until(async () => (await desk.credential(id))['refresh_started_at']);
    expect(await desk.world.account({ site })).toBe(id);
    const fresh = await desk.credential(id);
    reconnected();
    expect(await reading).toBe('fresh');
    expect(await desk.credential(id)).toEqual(fresh);
  });

  test('a lifetime that the platform leaves out is asked for', async () => {
    const { id, ticket, tokens } = await connected();
    desk.expireAll();
    desk.front.next(tokens, async (pass) => withoutLifetime(await pass()));
    expect(await desk.reading(id, ticket)).toBe('fresh');
    const row = await desk.credential(id);
    // The platform's clock runs days ahead of ours.
    expect(seconds(row['refreshed_at'], row['expires_at'])).toBeGreaterThan(86_400 * 1.5);
  });

  test('a new pair is kept even when the platform cannot be asked how long it lives', async () => {
    const { site, id, ticket, tokens } = await connected();
    desk.expireAll();
    desk.front.next(tokens, async (pass) => withoutLifetime(await pass()));
    desk.front.next(`GET /zendesk/${site}/api/v2/oauth/tokens/current`, () => ({ status: 503 }));
    expect(await desk.reading(id, ticket)).toBe('fresh');
    const row = await version(id, 2);
    expect(seconds(row['refreshed_at'], row['expires_at'])).toBeCloseTo(86_400, -2);
  });

  test('one site that hangs does not hold up the refreshes of others', async () => {
    const [slow, quick] = [await connected(), await connected()];
    let release = () => undefined as void;
    const held = new Promise<void>((resolve) => (release = resolve));
    desk.front.next(slow.tokens, (pass) => held.then(pass));
    await desk.rows(
      `UPDATE credentials SET refresh_at = now() - interval '1 min' WHERE account_id = $1`,
      slow.id,
    );
    await desk.due(quick.id);
    await until(async () => (await desk.credential(slow.id))['refresh_started_at'], 12_000);
    await version(quick.id, 2);
    expect((await desk.credential(slow.id)).version).toBe(1);
    release();
    await version(slow.id, 2);
  });

  test('a scope that is taken away: reading goes on, the write is held, the scope is named', async () => {
    const { site, id, ticket } = await connected();
    desk.world.sandbox.control.zendesk(site).removeScope('tickets:write');
    const asked = await desk.world.nightdesk.submit(id, ticket, {
      steps: [{ kind: 'addTags', tags: ['later'] }],
    });
    await until(async () => (await desk.world.nightdesk.operation(asked.id)).state === 'held');
    const { reason, remedy, ...account } = await state(id);
    expect(account.state).toBe('needs_scopes');
    expect(reason).toMatch(/Missing: tags:write/);
    expect(remedy).toMatch(/tickets:write.*connect the account again/);
    expect(refreshes(site)).toBe(0);
    expect(await desk.reading(id, ticket)).toBe('fresh');
    expect(await desk.world.account({ site })).toBe(id);
    await until(async () => (await desk.world.nightdesk.operation(asked.id)).state === 'confirmed', 20_000);
  });
});
