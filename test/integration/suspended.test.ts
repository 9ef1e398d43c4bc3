import { jest } from '@jest/globals';
import pg from 'pg';
import { describeEngines } from '../support/engines.js';
import { until } from '../support/until.js';
import { World } from '../support/world.js';

jest.setTimeout(240_000);

describeEngines('a suspended account', (engine) => {
  let world: World;
  let sql: pg.Client;
  let account: string;
  const tickets: string[] = [];

  beforeAll(async () => {
    world = await World.start(engine);
    sql = new pg.Client({ connectionString: engine.databaseUrl });
    await sql.connect();
    site().change({ plan: 'Suite Enterprise Plus', highVolume: true });
    const { apiToken, users } = site().describe();
    account = await byKey(apiToken, users.find(({ role }) => role === 'admin')?.email ?? '');
  }, 120_000);
  afterAll(async () => {
    await world.stop();
    await sql.end();
  });

  const site = () => world.sandbox.control.zendesk('acme');
  const tokens = () => world.sandbox.world.zendesk.get('acme')!.apiTokens;
  const state = async () => (await world.nightdesk.account(account)).state;
  const byKey = async (key: string, email: string) =>
    (await world.nightdesk.connectByKey({ platform: 'zendesk', site: 'acme', key, email })).accountId;
  const inbox = async (where: string) => {
    const counted = await sql.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM inbox WHERE account_id = $1 AND via = 'webhook' AND ${where}`,
      [account],
    );
    return counted.rows[0]?.count ?? 0;
  };
  const told = (ticketId: string) => world.consumer.deliveries.filter((event) => event.ticketId === ticketId);
  const once = <T extends { id: string }>(events: readonly T[]) => [
    ...new Map(events.map((event) => [event.id, event])).values(),
  ];

  test('holds 500 webhooks and an operation, loses none, and tells them in order after the key is replaced', async () => {
    expect(await state()).toBe('live');
    const first = world.customerWrites('Before.');
    await world.events('ticket.created');
    await until(async () => (await inbox(`state = 'pending'`)) === 0);
    tokens().clear();
    const asked = await world.nightdesk.submit(account, first, {
      steps: [{ kind: 'reply', body: 'Later.' }],
    });
    await until(async () => (await state()) === 'suspended');
    expect(await world.nightdesk.account(account)).toMatchObject({
      reason: expect.stringMatching(/no longer accepts the key/),
      remedy: expect.stringMatching(/new key/),
    });
    expect((await world.nightdesk.operation(asked.id)).state).not.toBe('failed');
    const before = await inbox('true');

    for (let n = 0; n < 50; n += 1) tickets.push(world.customerWrites('0', `Ticket ${n}`));
    for (let round = 1; round <= 8; round += 1)
      for (const ticket of tickets) site().desk.customerReplies(ticket, String(round));
    await until(async () => (await inbox('true')) - before >= 500, 60_000);
    const arrived = await inbox('true');
    expect(await inbox(`state = 'pending'`)).toBe(arrived - before);
    expect(tickets.flatMap(told)).toEqual([]);

    tokens().add('replaced-token');
    const { users } = site().describe();
    expect(await byKey('replaced-token', users.find(({ role }) => role === 'admin')?.email ?? '')).toBe(
      account,
    );
    await until(async () => (await state()) === 'live');
    await until(async () => (await inbox(`state = 'pending'`)) === 0, 120_000);
    expect(await inbox(`state = 'done'`)).toBe(await inbox('true'));
    await until(async () => (await world.nightdesk.operation(asked.id)).state === 'confirmed', 60_000);
    for (const ticket of tickets) {
      await until(() => once(told(ticket)).filter(({ type }) => type === 'reply.added').length >= 8, 60_000);
      const events = once(told(ticket));
      expect(events[0]?.type).toBe('ticket.created');
      const said = events
        .filter(({ type }) => type === 'reply.added')
        .map(({ data }) => (data['message'] as { body?: string } | undefined)?.body ?? JSON.stringify(data));
      expect(said.filter((body) => body !== '0')).toEqual(['1', '2', '3', '4', '5', '6', '7', '8']);
    }
  });
});
