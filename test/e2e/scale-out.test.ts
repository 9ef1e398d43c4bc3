import { jest } from '@jest/globals';
import pg from 'pg';
import { connectionsOfEach } from '@nightdesk/health';
import { loadConfig } from '@nightdesk/platform/config';
import { judge } from '../chaos/intake/verdict.js';
import { ConnectionWatch } from '../support/connection-watch.js';
import { describeOn } from '../support/engines.js';
import { type Ended, Replicas } from '../support/replicas.js';
import { SteadyLoad, type Written } from '../support/steady-load.js';
import { until } from '../support/until.js';

jest.setTimeout(60_000);

/** SPEC 9.3. */
const drainSeconds = 25;
/** Connections to Redis: docs/scaling.md. */
const redisOf = { api: 1, worker: 7 };

describeOn('redis', 'two apis and three workers that are restarted one after the other', (engine) => {
  let replicas: Replicas;
  let load: SteadyLoad;
  let ended: Ended[];
  let sql: pg.Client;
  let connections: ReadonlyMap<string, number>;

  /** What is accepted and not at its end. */
  const open = async () => {
    const { rows } = await sql.query<{ open: number }>(
      `SELECT (SELECT count(*) FROM inbox WHERE state = 'pending')::int +
              (SELECT count(*) FROM deliveries WHERE state = 'pending')::int +
              (SELECT count(*) FROM operations WHERE finished_at IS NULL)::int AS open`,
    );
    return rows[0]!.open;
  };

  beforeAll(async () => {
    replicas = await Replicas.start(
      engine,
      { apis: 2, workers: 3 },
      // As many changes of one ticket as these would be taken for a loop.
      { TICKET_FUSE_CHANGES: '1000' },
    );
    const { world, apis, balancer } = replicas;
    const [subscriber] = await world.nightdesk.subscribers();
    await world.nightdesk.subscriberActions.change(subscriber!.id, { includeOwn: true });
    const sites = [];
    for (const name of ['north', 'east', 'south', 'west']) sites.push(await replicas.connect(name));
    load = new SteadyLoad(apis.map(({ client }) => client));
    const watch = await ConnectionWatch.start(engine.databaseUrl, engine.redis?.url);
    const writing = load.run(sites, 4, 1_500);
    ended = await replicas.restartInTurn();
    load.end();
    await writing;
    connections = await watch.stop();
    await world.sandbox.control.deliveriesSettled();
    sql = new pg.Client({ connectionString: engine.databaseUrl });
    await sql.connect();
    await until(async () => (await open()) === 0, 30_000);
    expect(balancer.accepted.length).toBeGreaterThan(50);
  }, 120_000);
  afterAll(async () => {
    await sql?.end();
    await replicas?.stop();
  });

  const said = ({ site, ticket }: Written) => site.desk.show(ticket.id).messages;

  test('each ends in order, with all that it had in hand finished', () => {
    expect(ended.map(({ name, code }) => ({ name, code }))).toEqual(
      ['api 1', 'worker 1', 'api 2', 'worker 2', 'worker 3'].map((name) => ({ name, code: 0 })),
    );
    expect(Math.max(...ended.map(({ seconds }) => seconds))).toBeLessThan(drainSeconds);
  });

  test('together they open no more connections than docs/scaling.md says', () => {
    const { DATABASE_URL, KEY_RING, REDIS_URL } = replicas.world.environment;
    const each = connectionsOfEach(loadConfig({ DATABASE_URL, KEY_RING, REDIS_URL }));
    expect(connections.get('nightdesk-api')).toBeLessThanOrEqual(2 * each);
    expect(connections.get('nightdesk-worker')).toBeLessThanOrEqual(3 * each);
    expect(connections.get('redis')).toBeLessThanOrEqual(2 * redisOf.api + 3 * redisOf.worker);
  });

  test('no caller and no helpdesk sees a failure but that of a process that is not there', () => {
    expect(load.failures.map(({ status, detail }) => ({ status, detail }))).toEqual([]);
    expect(replicas.balancer.turnedAway).toBe(0);
  });

  test('every operation is on its ticket once, in the order in which it was accepted', async () => {
    const asked = load.tickets.flatMap((written) => written.asked);
    expect(asked.length).toBeGreaterThan(20);
    const { rows } = await sql.query(`SELECT state, count(*)::int FROM operations GROUP BY 1`);
    expect(rows).toEqual([{ state: 'confirmed', count: asked.length }]);
    for (const written of load.tickets) {
      const ours = new Set(written.asked.map(({ text }) => text));
      const there = said(written).flatMap(({ text }) => (ours.has(text) ? [text] : []));
      expect(there).toEqual(written.asked.map(({ text }) => text));
    }
  });

  test('the subscriber is told of every change once, in order for each ticket', () => {
    const { consumer } = replicas.world;
    const told = new Map(consumer.deliveries.toReversed().map((event) => [event.id, event]));
    const inOrder = consumer.deliveries.filter((event) => told.get(event.id) === event);
    const problems = load.tickets.flatMap((written) => {
      const { site, account, ticket } = written;
      const { tags, status, assigneeId } = site.truth(ticket);
      const history = { ticketId: ticket.ticketId, messages: said(written), status, tags, assigneeId };
      return judge(
        history,
        inOrder.filter(({ accountId, ticketId }) => accountId === account && ticketId === ticket.ticketId),
      );
    });
    expect(problems).toEqual([]);
    expect(consumer.refused).toEqual([]);
  });
});
