import { jest } from '@jest/globals';
import type { Event } from '@nightdesk/contract';
import { describeEngines } from '../support/engines.js';
import { quickLooks } from '../support/looks.js';
import { openPool } from '../support/pool.js';
import { until } from '../support/until.js';
import { World } from '../support/world.js';

jest.setTimeout(180_000);

const tickets = 100;
/** One in ten, at places that are always the same. */
const isDropped = (index: number) => (index * 7 + 3) % 10 === 0;

describeEngines('one webhook in ten gets lost', (engine) => {
  let world: World;
  let id: string;
  let pool: ReturnType<typeof openPool>;
  let ids: string[];
  const site = () => world.sandbox.control.zendesk('acme');
  const replies = () => {
    const events = world.consumer.deliveries.filter(({ type }) => type === 'reply.added');
    return [...new Map(events.map((event): [string, Event] => [event.id, event])).values()];
  };

  beforeAll(async () => {
    pool = openPool(engine.databaseUrl);
    world = await World.start(engine, { WEBHOOK_GRACE_SECONDS: '0', ...quickLooks });
    site().change({ plan: 'Suite Enterprise Plus', highVolume: true });
    id = await world.account();
    site().changeUser(site().describe().adminId, { role: 'agent' });
    ids = site().bulk(tickets, 'Counted').ids.map(String);
    const created = async () =>
      (await world.nightdesk.completeness(id)).kinds.find(({ kind }) => kind === 'ticket.created');
    await until(async () => (await created())?.byWebhook === tickets, 90_000);
  });
  afterAll(async () => {
    await world.stop();
    await pool.end();
  });

  test('every missed change arrives with the next sweep, once, and the score says nine of ten', async () => {
    for (const [index, ticketId] of ids.entries()) {
      if (isDropped(index))
        world.sandbox.control.fault({ platform: 'zendesk', site: 'acme', kind: 'webhook-drop', times: 1 });
      site().desk.customerReplies(ticketId, `Once more ${index}`);
      if (isDropped(index)) await world.sandbox.control.deliveriesSettled();
    }
    expect(world.sandbox.control.faults()).toEqual([]);
    await until(() => replies().length === tickets * 0.9, 60_000);
    await world.nightdesk.sweep(id);
    await until(() => replies().length >= tickets, 60_000);
    const dropped = new Set(ids.filter((_, index) => isDropped(index)));
    const found = replies().filter(({ via }) => via === 'reconciliation');
    expect(new Set(found.map(({ ticketId }) => ticketId))).toEqual(dropped);
    expect(replies()).toHaveLength(tickets);

    const score = await until(async () => {
      const now = await world.nightdesk.completeness(id);
      return now.changes >= 2 * tickets ? now : null;
    });
    const kind = score.kinds.find((one) => one.kind === 'reply.added');
    expect(kind).toEqual({ kind: 'reply.added', byWebhook: 90, missed: 10 });
    expect(score).toMatchObject({ changes: 200, byWebhook: 190, missed: 10, share: 0.95, hasFallen: true });
    expect(score.kinds[0]?.kind).toBe('reply.added');
    expect(score.medianDelayMs).toBeLessThanOrEqual(2_000);
  });

  test('after a fall the account is swept more often', async () => {
    const pause = async () => {
      const { rows } = await pool.query<{ pause_ms: number }>(
        'SELECT pause_ms FROM sweeps WHERE account_id = $1',
        [id],
      );
      return rows[0]?.pause_ms;
    };
    await until(async () => (await pause()) === 150_000, 30_000);
    // It stays so with the sweeps that follow.
    const since = Date.now();
    await world.nightdesk.sweep(id);
    await until(
      async () => Date.parse((await world.nightdesk.sweeps(id)).incremental.lastAt ?? '') >= since,
      30_000,
    );
    expect(await pause()).toBe(150_000);
  });

  test('a question of somebody who does not wait for webhooks is not counted', async () => {
    const before = await world.nightdesk.completeness(id);
    world.sandbox.control.fault({ platform: 'zendesk', site: 'acme', kind: 'webhook-drop', times: 1 });
    site().desk.customerReplies(ids[0] ?? '', 'Asked for');
    await world.sandbox.control.deliveriesSettled();
    const { messages } = await world.nightdesk.conversation(id, ids[0] ?? '', { fresh: true });
    expect(messages.at(-1)?.body).toBe('Asked for');
    // What is counted later is counted in order, so this one would be there.
    site().desk.customerReplies(ids[1] ?? '', 'Told');
    const after = await until(async () => {
      const now = await world.nightdesk.completeness(id);
      return now.changes > before.changes ? now : null;
    });
    expect(after.changes).toBe(before.changes + 1);
    expect(after.missed).toBe(before.missed);
  });
});
