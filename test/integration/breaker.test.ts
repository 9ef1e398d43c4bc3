import { jest } from '@jest/globals';
import type { Operation } from '@nightdesk/contract';
import pg from 'pg';
import { describeOn } from '../support/engines.js';
import { TwoWorkers } from '../support/two-workers.js';
import { until } from '../support/until.js';

jest.setTimeout(150_000);

/** The sandbox tells whole seconds. */
const second = (ms: number) => Math.floor(ms / 1_000) * 1_000;

// On one engine: the breaker is a row, whatever the queues are on, and half a minute of waiting is enough once.
describeOn('postgres', 'a platform that fails', (engine) => {
  let stage: TwoWorkers;
  beforeAll(async () => {
    stage = await TwoWorkers.start(engine);
  }, 120_000);
  afterAll(() => stage.stop());

  /** Attempts that are used up: of each operation, or of each ticket's deliveries, which are read together. */
  async function attempts(table: 'operations' | 'inbox'): Promise<Map<string, number>> {
    const client = new pg.Client({ connectionString: engine.databaseUrl });
    await client.connect();
    const id = table === 'inbox' ? 'ticket_id' : 'id';
    const { rows } = await client.query<{ id: string; attempts: number }>(
      `SELECT ${id} AS id, max(attempts) AS attempts FROM ${table} GROUP BY ${id}`,
    );
    await client.end();
    return new Map(rows.map(({ id, attempts: used }) => [id, used]));
  }

  test('holds both lanes of two workers, tries by one call after 30 s, and all held work completes', async () => {
    const { world } = stage;
    const old = Array.from({ length: 4 }, (_, index) => world.customerWrites(`Question ${index}`));
    await world.events('ticket.created', 4);

    stage.fault('503', { times: 1_000 });
    const asked: Operation[] = [];
    for (const ticketId of old)
      for (const body of ['One.', 'Two.']) asked.push(await stage.reply(ticketId, body));
    for (let index = 0; index < 8; index += 1) world.customerWrites(`During the outage ${index}`);
    const { breaker } = await until(async () => {
      const health = await stage.health();
      return health.breaker.state === 'open' ? health : null;
    });
    expect(breaker.reason).toContain('it answered 503');
    const openUntil = Date.parse(breaker.retryAt ?? '');
    expect(openUntil - Date.parse(breaker.since ?? '')).toBe(30_000);

    // Within a second every process holds; from then on nothing arrives until the trial, and then one call.
    await until(() => Date.now() > Date.parse(breaker.since ?? '') + 1_000);
    const arrived = stage.calls().length;
    const [spent, readings] = [await attempts('operations'), await attempts('inbox')];
    await until(() => stage.calls().length > arrived, 45_000);
    const [trial] = stage.calls().slice(arrived);
    expect(Date.parse(trial?.at ?? '')).toBeGreaterThanOrEqual(second(openUntil));
    await until(async () => Date.parse((await stage.health()).breaker.retryAt ?? '') > openUntil + 20_000);
    const again = Date.parse((await stage.health()).breaker.retryAt ?? '');
    world.sandbox.control.clearFaults();
    expect(stage.calls()).toHaveLength(arrived + 1);
    expect((await stage.health()).breaker).toMatchObject({ state: 'open', since: breaker.since });

    await until(async () => (await stage.health()).breaker.state === 'closed', 45_000);
    const [first] = stage.calls().slice(arrived + 1);
    expect(Date.parse(first?.at ?? '')).toBeGreaterThanOrEqual(second(again));
    const ended = await until(async () => {
      const operations = await Promise.all(asked.map(({ id }) => stage.operation(id)));
      return operations.every(({ state }) => state === 'confirmed') ? operations : null;
    }, 30_000);
    // After it opened only the call that worked has used an attempt: a refused trial has not, nor has waiting.
    for (const { id, transitions } of ended)
      expect(transitions.at(-1)?.attempt).toBeLessThanOrEqual((spent.get(id) ?? 0) + 1);
    const read = await attempts('inbox');
    for (const [ticketId, used] of readings) expect(read.get(ticketId)).toBe(used);
    for (const ticketId of old) {
      const { comments } = world.sandbox.control.zendesk('acme').ticket(Number(ticketId));
      expect(comments.slice(1).map(({ body }) => body)).toEqual(['One.', 'Two.']);
    }
    await world.events('ticket.created', 12);
    const { lanes } = await stage.health();
    expect([lanes.read.dead, lanes.write.dead]).toEqual([0, 0]);
  });
});
