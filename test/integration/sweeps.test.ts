import { jest } from '@jest/globals';
import type { Event } from '@nightdesk/contract';
import { describeEngines } from '../support/engines.js';
import { quickLooks } from '../support/looks.js';
import { openPool } from '../support/pool.js';
import { until } from '../support/until.js';
import { World } from '../support/world.js';

jest.setTimeout(120_000);

const list = '/api/v2/tickets';

describeEngines('sweeps beside webhooks', (engine) => {
  let world: World;
  let id: string;
  let pool: ReturnType<typeof openPool>;
  const site = () => world.sandbox.control.zendesk('acme');

  beforeAll(async () => {
    pool = openPool(engine.databaseUrl);
    // A sweep tells at once what it finds: the tests do not wait for webhooks that they have dropped.
    world = await World.start(engine, { WEBHOOK_GRACE_SECONDS: '0', ...quickLooks });
    site().change({ plan: 'Suite Enterprise Plus', highVolume: true });
    id = await world.account();
    // The list, which an agent who is no admin gets, shows this very second; the export withholds a minute.
    site().changeUser(site().describe().adminId, { role: 'agent' });
  });
  afterEach(() => world.sandbox.control.clearFaults());
  afterAll(async () => {
    await world.stop();
    await pool.end();
  });

  const silence = () =>
    world.sandbox.control.fault({ platform: 'zendesk', site: 'acme', kind: 'webhook-drop', times: 100_000 });
  const hear = async () => {
    await world.sandbox.control.deliveriesSettled();
    world.sandbox.control.clearFaults();
  };
  const progress = () => world.nightdesk.sweeps(id);
  /** Asks for a sweep and waits until one that began later has ended. */
  const swept = async () => {
    const since = Date.now();
    await until(async () => (await progress()).incremental.state === 'waiting');
    await world.nightdesk.sweep(id);
    await until(async () => Date.parse((await progress()).incremental.lastAt ?? '') >= since, 30_000);
  };
  const told = (ticketId: string, type: Event['type']) => [
    ...new Map(
      world.consumer.deliveries
        .filter((event) => event.ticketId === ticketId && event.type === type)
        .map((event) => [event.id, event]),
    ).values(),
  ];
  const quiet = () =>
    until(async () => {
      const { accounts } = await world.nightdesk.overview();
      return accounts.find((account) => account.id === id)?.lanes.read.waiting === 0;
    }, 60_000);
  const readings = () =>
    world.sandbox.control.requests({ method: 'GET', route: '/api/v2/tickets/:id' }).length;

  test('what a webhook lost is told by the next sweep, once, and says how it was found', async () => {
    silence();
    const lost = world.customerWrites('Nobody hears this');
    await hear();
    await swept();
    await until(() => told(lost, 'ticket.created').length > 0, 30_000);
    await swept();
    await quiet();
    expect(told(lost, 'ticket.created')).toMatchObject([{ via: 'reconciliation', origin: 'platform' }]);
  });

  test('what a webhook has told makes a sweep read nothing', async () => {
    const heard = world.customerWrites('Everybody hears this');
    await until(() => told(heard, 'ticket.created').length > 0, 30_000);
    await world.sandbox.control.deliveriesSettled();
    await quiet();
    const before = readings();
    await swept();
    await swept();
    await quiet();
    expect(readings()).toBe(before);
    expect(told(heard, 'ticket.created')).toMatchObject([{ via: 'webhook' }]);
  });

  test('a sweep that is killed between two pages goes on at the page where it was', async () => {
    silence();
    const { ids } = site().bulk(250, 'Unheard');
    await hear();
    await pool.query(
      `UPDATE sweeps SET mark = now(), cursor = NULL, next_mark = NULL WHERE account_id = $1`,
      [id],
    );
    world.sandbox.control.clearRequests();
    const target = { platform: 'zendesk', site: 'acme', match: { route: list } } as const;
    // The export refuses the role, then come the pages: the first answers, the second hangs.
    await until(async () => {
      await world.nightdesk.sweep(id);
      return world.sandbox.control.requests({ route: list }).length > 0;
    }, 30_000);
    world.sandbox.control.fault({ ...target, kind: 'slow', ms: 4_000 });
    await until(async () => {
      const { rows } = await pool.query<{ cursor: string | null }>(
        'SELECT cursor FROM sweeps WHERE account_id = $1',
        [id],
      );
      return rows[0]?.cursor;
    }, 30_000);
    await world.worker.kill();
    await pool.query('UPDATE sweeps SET next_at = now() WHERE account_id = $1', [id]);
    await world.worker.start();
    await until(async () => (await progress()).incremental.state === 'waiting', 60_000);
    await until(() => ids.every((one) => told(String(one), 'ticket.created').length > 0), 60_000);
    await quiet();
    expect(ids.filter((one) => told(String(one), 'ticket.created').length !== 1)).toEqual([]);
    const first = world.sandbox.control
      .requests({ route: list })
      .filter(({ path }) => !path.includes('page%5Bafter%5D') && !path.includes('page[after]'));
    expect(first).toHaveLength(1);
  });

  test('a full sweep finds what reading by change cannot, shows how far it is, and ends', async () => {
    const [missed, vanished] = [world.customerWrites('Missed later'), world.customerWrites('Gone later')];
    const hasty = world.customerWrites('One more thing in a second');
    await until(
      () => [vanished, missed, hasty].every((one) => told(one, 'ticket.created').length > 0),
      30_000,
    );
    await world.sandbox.control.deliveriesSettled();
    await quiet();
    const { ticket: hurried } = site().ticket(Number(hasty));
    const second = hurried.updated_at;
    world.sandbox.control.advance(2);
    silence();
    site().desk.customerReplies(missed, 'Hello?');
    site().desk.customerReplies(hasty, 'I forgot: it is the blue one.');
    site().archive(Number(vanished));
    await hear();
    // All of it within one second, whenever it was: the platform shows no other instant than before, and we had read by then.
    world.sandbox.world.zendesk.get('acme')!.tickets.get(Number(hasty))!.updated_at = second;
    await pool.query(
      `UPDATE tickets SET read_at = $2::timestamptz + interval '0.9 s' WHERE account_id = $1 AND id = $3`,
      [id, second, hasty],
    );
    // Reading by change believes that it has told all this.
    await pool.query(`UPDATE sweeps SET mark = now() + interval '1 hour' WHERE account_id = $1`, [id]);
    await swept();
    await quiet();
    expect([...told(missed, 'reply.added'), ...told(hasty, 'reply.added')]).toEqual([]);

    const asked = await world.nightdesk.sweep(id, { full: true });
    expect(Date.parse(asked.full.nextAt ?? '')).toBeLessThanOrEqual(Date.now() + 1_000);
    const ended = await until(async () => {
      await pool.query(
        'UPDATE sweeps SET paid_until = NULL, full_at = least(full_at, now()) WHERE account_id = $1 AND full_ended_at IS NULL',
        [id],
      );
      const { full } = await progress();
      return full.state === 'ended' && full.endedAt ? full : null;
    }, 60_000);
    await until(
      () => told(missed, 'reply.added').length > 0 && told(vanished, 'status.changed').length > 0,
      30_000,
    );
    await until(() => told(hasty, 'reply.added').length > 0, 30_000);
    await quiet();
    expect(told(missed, 'reply.added')).toMatchObject([{ via: 'reconciliation' }]);
    expect(told(hasty, 'reply.added')).toMatchObject([{ via: 'reconciliation' }]);
    expect(told(vanished, 'status.changed')).toMatchObject([
      { via: 'reconciliation', data: { previous: 'new', current: 'closed' } },
    ]);
    expect(ended.found).toBe(2);
    expect(ended.seen).toBeGreaterThanOrEqual(250);
    expect(Date.parse(ended.nextAt ?? '') - Date.now()).toBeGreaterThan(20 * 3_600_000);
    const { rows } = await pool.query('SELECT 1 FROM sweep_sightings');
    expect(rows).toEqual([]);
  });

  test('a paused account is not asked, and is caught up when it goes on', async () => {
    await pool.query(`UPDATE sweeps SET mark = now() - interval '1 minute' WHERE account_id = $1`, [id]);
    await world.nightdesk.pauseAccount(id, 'the sweeps test');
    world.sandbox.control.clearRequests();
    silence();
    const lost = world.customerWrites('While it slept');
    await hear();
    const before = (await progress()).incremental.lastAt;
    await world.nightdesk.sweep(id);
    // Another account is swept meanwhile, so the worker has looked.
    site();
    world.sandbox.control.addZendeskSite({
      subdomain: `other-${engine.name}`,
      client: { secret: 'sandbox-secret' },
    });
    const other = await world.account({ site: `other-${engine.name}` });
    await world.nightdesk.sweep(other);
    await until(async () => (await world.nightdesk.sweeps(other)).incremental.lastAt, 30_000);
    expect((await progress()).incremental.lastAt).toBe(before);
    expect(world.sandbox.control.requests({ site: 'acme', route: list })).toEqual([]);

    await world.nightdesk.resumeAccount(id);
    await until(() => told(lost, 'ticket.created').length > 0, 60_000);
    expect(told(lost, 'ticket.created')).toMatchObject([{ via: 'reconciliation' }]);
  });

  test('accounts that were connected before there were sweeps are taken up, spread over time', async () => {
    await world.worker.stop();
    await pool.query('DELETE FROM sweeps');
    await world.worker.start();
    const rows = await until(async () => {
      const found = await pool.query<{ role: string; next_at: Date; full_at: Date }>(
        'SELECT role, next_at, full_at FROM sweeps',
      );
      return found.rows.length === 2 ? found.rows : null;
    }, 30_000);
    expect(new Set(rows.map(({ role }) => role))).toEqual(new Set(['beside']));
    const [first, second] = rows;
    expect(first?.full_at).not.toEqual(second?.full_at);
    expect(Math.max(...rows.map(({ next_at: at }) => at.getTime()))).toBeLessThan(Date.now() + 600_000);
  });
});
