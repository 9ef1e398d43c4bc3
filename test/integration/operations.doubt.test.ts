import { jest } from '@jest/globals';
import type { Operation } from '@nightdesk/contract';
import { moves, OperationsDesk } from '../support/operations-desk.js';
import { freePort, Service } from '../support/service.js';
import { until } from '../support/until.js';

jest.setTimeout(60_000);

let desk: OperationsDesk;
beforeAll(async () => {
  desk = await OperationsDesk.open();
});
afterAll(() => desk.close());

describe('an answer that never arrived', () => {
  const kinds = ['reset-after', 'timeout-after', 'timeout-before', '503'] as const;
  const cases = new Map<string, { ticketId: string; asked: Operation }>();

  /** Side by side, because a time-out takes ten seconds. */
  beforeAll(async () => {
    for (const kind of kinds) {
      const ticketId = desk.newTicket();
      desk.fault(kind, ticketId);
      cases.set(kind, { ticketId, asked: await desk.reply(ticketId, 'Once.') });
    }
  });

  async function confirmed(kind: string) {
    const { ticketId, asked } = cases.get(kind) ?? { ticketId: '', asked: { id: '' } };
    return { ticketId, operation: await desk.reached(asked, 'confirmed') };
  }

  test.each(['reset-after', 'timeout-after'] as const)(
    'after %s the reply is found on the ticket and not sent again',
    async (kind) => {
      const { ticketId, operation } = await confirmed(kind);
      expect(moves(operation)).toEqual(['queued', 'sending', 'unknown', 'confirmed']);
      expect(desk.said(ticketId)).toEqual(['Once.']);
      expect(desk.updates(ticketId)).toHaveLength(1);
    },
  );

  test.each(['timeout-before', '503'] as const)(
    'after %s nothing is on the ticket, also when the platform has had its time: it is sent again, once',
    async (kind) => {
      const { ticketId, operation } = await confirmed(kind);
      const again = ['unknown', 'unknown', 'sending', 'confirmed'];
      expect(moves(operation)).toEqual(['queued', 'sending', ...again]);
      const at = operation.transitions.map((move) => Date.parse(move.at));
      expect((at[4] ?? 0) - (at[2] ?? 0)).toBeGreaterThanOrEqual(9_500);
      expect(desk.said(ticketId)).toEqual(['Once.']);
      expect(desk.updates(ticketId).map(({ executed }) => executed)).toEqual([false, true]);
    },
  );
});

test('a change that may be repeated is looked up as well when its answer is lost, so that nobody can cancel what is there', async () => {
  const ticketId = desk.newTicket();
  const tags = { method: 'PUT', route: '/api/v2/tickets/:id/tags' } as const;
  desk.fault('reset-after', ticketId, { match: { ...tags, ticketId } });
  const asked = await desk.submit(ticketId, { steps: [{ kind: 'addTags', tags: ['vip'] }] });
  const operation = await desk.reached(asked, 'confirmed');
  expect(moves(operation)).toEqual(['queued', 'sending', 'unknown', 'confirmed']);
  expect(desk.truth(ticketId).ticket.tags).toContain('vip');
  expect(desk.world.sandbox.control.requests(tags)).toHaveLength(1);
});

test('while the platform cannot be read the doubt stays, without a line of history for each look', async () => {
  const ticketId = desk.newTicket();
  const audits = { method: 'GET', ticketId, route: '/api/v2/tickets/:id/audits' } as const;
  desk.fault('reset-after', ticketId);
  desk.fault('503', ticketId, { match: audits, times: 3 });
  const operation = await desk.reached(await desk.reply(ticketId, 'Seen later.'), 'confirmed');
  expect(moves(operation)).toEqual(['queued', 'sending', 'unknown', 'confirmed']);
  expect(operation.transitions.at(-1)?.attempt).toBeGreaterThan(1);
  expect(desk.said(ticketId)).toEqual(['Seen later.']);
});

test('a write that fails every time is given up after its last attempt, once it is known not to be on the ticket', async () => {
  const ticketId = desk.newTicket();
  desk.fault('503', ticketId, { times: 2 });
  const asked = await desk.reply(ticketId, 'Never.');
  // At rest, until the platform can be believed.
  const looked = ['queued', 'sending', 'unknown', 'unknown'];
  await until(async () => moves(await desk.world.nightdesk.operation(asked.id)).join() === looked.join());
  await desk.spend(asked, 11);
  const operation = await desk.reached(asked, 'dead');
  expect(operation.reason).toBe('not on the ticket after 12 attempts');
  expect(desk.updates(ticketId)).toHaveLength(2);
  expect(desk.said(ticketId)).toEqual([]);
  expect(await desk.told(asked)).toMatchObject({ type: 'operation.failed', data: { state: 'dead' } });
});

test('a token that ends in the middle is renewed and the call repeated: one attempt each, one reply', async () => {
  const ticketId = desk.newTicket();
  desk.fault('401', ticketId);
  const operation = await desk.reached(await desk.reply(ticketId, 'Renewed.'), 'confirmed');
  expect(moves(operation)).toEqual(['queued', 'sending', 'sending', 'confirmed']);
  expect(desk.said(ticketId)).toEqual(['Renewed.']);
});

test('a worker that is frozen past its claim repeats nothing and changes nothing when it wakes', async () => {
  const { world } = desk;
  const tickets = Array.from({ length: 3 }, () => desk.newTicket());
  desk.fault('slow', '', { ms: 1_000, match: { method: 'PUT' }, times: 6 });
  const asked: Operation[] = [];
  for (const body of ['One.', 'Two.'])
    for (const ticketId of tickets) asked.push(await desk.reply(ticketId, body));
  const sending = () =>
    until(async () => {
      const operations = await Promise.all(asked.map(({ id }) => world.nightdesk.operation(id)));
      return operations.find(({ state }) => state === 'sending');
    });
  await sending();
  world.worker.freeze();
  const HEALTH_PORT = String(await freePort());
  const second = new Service(
    'apps/worker/src/main.ts',
    { ...world.environment, HEALTH_PORT },
    `http://127.0.0.1:${HEALTH_PORT}/readyz`,
  );
  try {
    const inHand = await sending();
    await second.start();
    await desk.reached(inHand, 'confirmed');
    world.worker.thaw();
    for (const operation of asked) await desk.reached(operation, 'confirmed');
    for (const ticketId of tickets) expect(desk.said(ticketId)).toEqual(['One.', 'Two.']);
  } finally {
    world.worker.thaw();
    await second.stop();
  }
});
