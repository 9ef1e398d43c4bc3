import type { EngineWorld } from '../support/engines.js';
import { until } from '../support/until.js';
import { World } from '../support/world.js';
import { ZendeskSender } from '../support/zendesk-sender.js';

/** An operation that was accepted, and what it must write. */
interface Asked {
  id: string;
  ticketId: string;
  body: string;
}

/** What has to come through when processes, queues and servers end. A file for each engine: they run side by side. */
export function recoveryTests(engine: EngineWorld): void {
  let world: World;
  let account: string;
  const site = () => world.sandbox.control.zendesk('acme');

  beforeAll(async () => {
    world = await World.start(engine);
    site().change({ plan: 'Suite Enterprise Plus', highVolume: true });
    account = await world.account();
  });
  afterEach(() => world.sandbox.control.clearFaults());
  afterAll(() => world.stop());

  const figures = async () => (await fetch(`${world.url}/metrics`)).text();
  const customersWrite = (count: number, subject: string) =>
    Array.from({ length: count }, (_, n) => world.customerWrites(`Message ${n}`, `${subject} ${n}`));

  /** Replies for each ticket one after the other, so that their order is known; the tickets side by side. */
  async function reply(tickets: readonly string[], ...bodies: string[]): Promise<Asked[]> {
    const asked = tickets.map(async (ticketId) => {
      const accepted: Asked[] = [];
      for (const body of bodies) {
        const { id } = await world.nightdesk.submit(account, ticketId, { steps: [{ kind: 'reply', body }] });
        accepted.push({ id, ticketId, body });
      }
      return accepted;
    });
    return (await Promise.all(asked)).flat();
  }

  /** Every answered PUT takes a while, so that something is always in the middle. */
  const slowWrites = (ms: number) =>
    world.sandbox.control.fault({
      platform: 'zendesk',
      site: 'acme',
      kind: 'slow',
      ms,
      match: { method: 'PUT' },
      times: 1_000,
    });

  const written = (ticketId: string) =>
    site()
      .ticket(Number(ticketId))
      .comments.filter(({ author_id }) => author_id === site().describe().adminId)
      .map(({ body }) => body);
  const writtenTo = (tickets: readonly string[]) => tickets.flatMap(written).length;
  const createdOf = (ticketId: string) =>
    world.consumer.received('ticket.created').filter((event) => event.ticketId === ticketId);
  const confirmedOf = (id: string) =>
    world.consumer.received('operation.confirmed').filter((event) => event.operationId === id);

  const allTold = (tickets: readonly string[]) =>
    until(() => tickets.every((id) => createdOf(id).length > 0), 60_000);

  /** Waits for the last event, then counts at both ends. */
  async function expectAllOnce(tickets: readonly string[], asked: readonly Asked[]): Promise<void> {
    await until(() => asked.every(({ id }) => confirmedOf(id).length > 0), 120_000);
    await allTold(tickets);
    for (const { id } of asked) {
      expect(confirmedOf(id)).toHaveLength(1);
      expect(await world.nightdesk.operation(id)).toMatchObject({ state: 'confirmed' });
    }
    for (const ticketId of tickets) {
      const wanted = asked.filter((one) => one.ticketId === ticketId).map(({ body }) => body);
      expect(written(ticketId)).toEqual(wanted);
      expect(createdOf(ticketId)).toHaveLength(1);
    }
  }

  test('a worker that is killed twice in the middle of its work loses nothing and repeats no reply', async () => {
    const tickets = customersWrite(10, 'Killed');
    await allTold(tickets);
    slowWrites(150);
    const asked = await reply(tickets, 'One.', 'Two.', 'Three.');
    const later = customersWrite(20, 'Meanwhile');
    await until(() => writtenTo(tickets) >= 4);
    await world.worker.kill();
    await world.worker.start();
    await until(() => writtenTo(tickets) >= 10);
    await world.worker.kill();
    await world.worker.start();
    await expectAllOnce([...tickets, ...later], asked);
  });

  test('webhooks and operations that were answered with 202 survive the end of the api', async () => {
    const tickets = customersWrite(5, 'Commanded');
    await allTold(tickets);
    await world.worker.kill();
    const asked = await reply(tickets, 'Kept.');
    const later = customersWrite(20, 'Accepted');
    await world.sandbox.control.deliveriesSettled();
    await world.api.kill();
    await Promise.all([world.api.start(), world.worker.start()]);
    await expectAllOnce([...tickets, ...later], asked);
  });

  test('queues that are lost in the middle are made again from the rows', async () => {
    const tickets = customersWrite(5, 'Emptied');
    await allTold(tickets);
    slowWrites(150);
    const asked = await reply(tickets, 'One.', 'Two.');
    const later = customersWrite(10, 'While emptied');
    await until(() => writtenTo(tickets) >= 2);
    if (engine.redis) {
      // Down and up again with an empty memory; what is asked for meanwhile is accepted. Nothing goes out for a minute, the
      // length of the platform's window: what of it was used is not known any more.
      await engine.pause(async () => {
        asked.push(...(await reply(tickets.slice(0, 1), 'Meanwhile.')));
        expect(await figures()).toContain('\nnightdesk_redis_up 0\n');
      });
    } else {
      await engine.loseQueues();
      await engine.breakConnections();
    }
    await expectAllOnce([...tickets, ...later], asked);
  });

  test('SIGTERM under load finishes what is in flight, leaves with 0, and the rest is done by the next worker', async () => {
    const tickets = customersWrite(10, 'Drained');
    await allTold(tickets);
    world.sandbox.control.clearRequests();
    slowWrites(300);
    const asked = await reply(tickets, 'One.', 'Two.');
    await until(() => writtenTo(tickets) >= 3);
    const started = Date.now();
    expect(await world.worker.stop()).toBe(0);
    expect(Date.now() - started).toBeLessThan(25_000);
    expect(writtenTo(tickets)).toBeLessThan(asked.length);
    const states = await Promise.all(
      asked.map(async ({ id }) => (await world.nightdesk.operation(id)).state),
    );
    expect(new Set(states)).toEqual(new Set(['queued', 'confirmed']));
    await world.worker.start();
    await expectAllOnce(tickets, asked);
    // Nobody had to look whether something arrived: a clean end leaves no doubt.
    const updates = world.sandbox.control.requests({ method: 'PUT', route: '/api/v2/tickets/:id' });
    expect(updates).toHaveLength(asked.length);
  });

  if (engine.name === 'postgres') {
    test('while Postgres is away intake asks to come back within a minute, and then all goes on', async () => {
      const sender = new ZendeskSender(world, account);
      const tickets = customersWrite(5, 'Cut');
      await allTold(tickets);
      slowWrites(150);
      const asked = await reply(tickets, 'One.', 'Two.');
      await until(() => writtenTo(tickets) >= 2);
      const body = sender.event(tickets[0] ?? '');
      await engine.pause(async () => {
        for (const answer of await Promise.all(Array.from({ length: 5 }, () => sender.post(body)))) {
          expect(answer.status).toBe(503);
          expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
          expect(Number(answer.headers.get('retry-after'))).toBeLessThan(60);
        }
        const told = await figures();
        expect(told).toContain('\nnightdesk_figures_up 0\n');
        expect(told).not.toMatch(/^nightdesk_accounts\{/m);
        expect(told).not.toContain('nightdesk_redis_up 0');
      });
      await until(async () => (await sender.post(body)).status === 202);
      const later = customersWrite(5, 'After the cut');
      await expectAllOnce([...tickets, ...later], asked);
    });
  }
}
