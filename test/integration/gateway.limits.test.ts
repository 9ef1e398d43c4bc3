import { jest } from '@jest/globals';
import type { Operation } from '@nightdesk/contract';
import { describeEngines } from '../support/engines.js';
import { TwoWorkers } from '../support/two-workers.js';
import { until } from '../support/until.js';

jest.setTimeout(60_000);

describeEngines('a platform’s limit', (engine) => {
  let stage: TwoWorkers;
  let tickets: string[];
  beforeAll(async () => {
    stage = await TwoWorkers.start(engine);
    tickets = Array.from({ length: 6 }, (_, index) => stage.world.customerWrites(`Question ${index}`));
    await stage.world.events('ticket.created', tickets.length);
  }, 120_000);
  beforeEach(() => stage.world.sandbox.control.clearRequests());
  afterAll(() => stage.stop());

  const confirmed = ({ id }: Operation) =>
    until(async () => {
      const operation = await stage.operation(id);
      return operation.state === 'confirmed' ? operation : null;
    }, 30_000);

  test('a 429 of a read stops both lanes until Retry-After, uses up no attempt, and writes go out first', async () => {
    const { world } = stage;
    stage.fault('429', { match: { method: 'GET' }, retryAfter: 4 });
    world.customerWrites('The one that is refused');
    const refused = await until(() => stage.calls().find(({ status }) => status === 429));
    const ends = Date.parse(refused.at) + 4_000;
    for (let index = 0; index < 10; index += 1) world.customerWrites(`While it is closed ${index}`);
    const asked: Operation[] = [];
    for (const ticketId of tickets) asked.push(await stage.reply(ticketId, 'Soon.'));
    const done = await Promise.all(asked.map(confirmed));
    await world.events('ticket.created', tickets.length + 11);

    // What was on its way when the platform refused arrives with the refused one, and nothing more before the end.
    const after = stage.calls().filter(({ at }) => Date.parse(at) > Date.parse(refused.at) + 1_000);
    expect(Math.min(...after.map(({ at }) => Date.parse(at)))).toBeGreaterThanOrEqual(ends);
    expect(after[0]?.method).toBe('PUT');
    expect(after.filter(({ status }) => status === 429)).toEqual([]);
    for (const { transitions } of done) expect(transitions.at(-1)?.attempt).toBe(1);
    expect((await stage.health()).lanes.read.dead).toBe(0);
  });

  test('a 429 about one ticket holds that ticket, in order, and no other', async () => {
    const [busy = '', free = ''] = tickets;
    stage.fault('429', { match: { method: 'PUT', ticketId: busy }, retryAfter: 5 });
    const first = await stage.reply(busy, 'First.');
    const second = await stage.reply(busy, 'Second.');
    const refused = await until(() => stage.calls().find(({ status }) => status === 429));
    const other = await confirmed(await stage.reply(free, 'At once.'));
    expect(Date.parse(other.finishedAt ?? '')).toBeLessThan(Date.parse(refused.at) + 4_000);

    const ended = await confirmed(first);
    expect(ended.transitions.map(({ to, attempt }) => `${to} ${attempt}`)).toEqual([
      'queued 0',
      'sending 1',
      'queued 0',
      'sending 1',
      'confirmed 1',
    ]);
    expect(Date.parse(ended.finishedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(refused.at) + 5_000);
    await confirmed(second);
    const { comments } = stage.world.sandbox.control.zendesk('acme').ticket(Number(busy));
    expect(comments.slice(-2).map(({ body }) => body)).toEqual(['First.', 'Second.']);
  });

  test('30 updates of one ticket in ten minutes are its own limit: the ceiling is kept and the others go on', async () => {
    const [, , busy = '', free = ''] = tickets;
    const asked: Operation[] = [];
    for (let index = 0; index < 26; index += 1) asked.push(await stage.reply(busy, `Update ${index}`));
    const updates = () => stage.calls().filter(({ path }) => path === `/api/v2/tickets/${busy}`);
    const put = () => updates().filter(({ method }) => method === 'PUT').length;
    // One reply went out in the first test: the ceiling is 22 of 30.
    await until(() => put() === 21, 40_000);
    await confirmed(await stage.reply(free, 'Not held.'));
    expect(put()).toBe(21);
    const waiting = await stage.operation(asked[21]?.id ?? '');
    expect(waiting.state).toBe('queued');
    expect(updates().filter(({ status }) => status === 429)).toEqual([]);
  });
});
