import { jest } from '@jest/globals';
import { moves, OperationsDesk } from '../support/operations-desk.js';
import { until } from '../support/until.js';

jest.setTimeout(60_000);

let desk: OperationsDesk;
beforeAll(async () => {
  desk = await OperationsDesk.open({ TICKET_FUSE_CHANGES: '6' });
});
afterAll(() => desk.close());

const api = () => desk.world.nightdesk;

describe('cancel', () => {
  test('what is queued goes out never, and the automation is told', async () => {
    const ticketId = desk.newTicket();
    await api().pauseAccount(desk.account, 'for a test');
    const asked = await desk.reply(ticketId, 'Not now.');
    const cancelled = await api().cancel(asked.id);
    expect(cancelled).toMatchObject({
      state: 'cancelled',
      partiallyApplied: false,
      steps: [{ state: 'failed' }],
    });
    expect((await api().cancel(asked.id)).transitions).toHaveLength(2);
    await api().resumeAccount(desk.account);
    const next = await desk.reply(ticketId, 'After it.');
    await desk.reached(next, 'confirmed');
    expect(desk.said(ticketId)).toEqual(['After it.']);
    expect(await desk.told(asked)).toMatchObject({
      type: 'operation.cancelled',
      data: { state: 'cancelled' },
    });
  });

  test('while it waits for the platform, in hand of a worker, cancelling still wins before the call', async () => {
    const ticketId = desk.newTicket();
    desk.fault('429', ticketId, { retryAfter: 3 });
    const asked = await desk.reply(ticketId, 'Parked.');
    await until(async () => moves(await api().operation(asked.id)).length === 3);
    expect((await api().cancel(asked.id)).state).toBe('cancelled');
    await desk.reached(await desk.reply(ticketId, 'Next.'), 'confirmed');
    expect(desk.said(ticketId)).toEqual(['Next.']);
  });

  test('what has ended cannot be cancelled, and the answer says why', async () => {
    const { id } = await desk.reached(await desk.reply(desk.newTicket(), 'Done.'), 'confirmed');
    await expect(api().cancel(id)).rejects.toMatchObject({
      status: 409,
      message: expect.stringContaining('only what is queued or held can be cancelled'),
    });
    await expect(api().cancel('op_nobody')).rejects.toMatchObject({ status: 404 });
  });
});

describe('replay', () => {
  test('what was refused is tried again with all its attempts, after a look whether it has arrived meanwhile', async () => {
    const ticketId = desk.newTicket();
    desk.humanActs(ticketId, { status: 'closed' });
    const asked = await desk.reached(await desk.reply(ticketId, 'Too late.'), 'failed');
    expect(asked).toMatchObject({ cause: 'invalid' });
    const replayed = await api().replay(asked.id);
    expect(replayed).toMatchObject({ state: 'unknown', finishedAt: null, steps: [{ state: 'pending' }] });
    const again = await until(async () => {
      const now = await api().operation(asked.id);
      return now.state === 'failed' ? now : null;
    }, 40_000);
    expect(moves(again).slice(0, 4)).toEqual(['queued', 'sending', 'failed', 'unknown']);
    expect(desk.said(ticketId)).toEqual([]);
  });

  test('what was superseded before anything went out is queued again', async () => {
    const ticketId = desk.newTicket();
    const ifNoReplySince = new Date().toISOString();
    desk.humanActs(ticketId, { message: 'I have it.' });
    const asked = await desk.reached(
      await desk.reply(ticketId, 'A robot says.', { ifNoReplySince }),
      'failed',
    );
    expect(asked).toMatchObject({ cause: 'superseded' });
    expect((await api().replay(asked.id)).state).toBe('queued');
    await desk.reached(asked, 'failed');
    expect(desk.updates(ticketId)).toEqual([]);
  });
});

test('a human who answers between our look and our call is noticed by the platform itself: nothing is said twice', async () => {
  const ticketId = desk.newTicket();
  // The stamp is in whole seconds, so the human must be in another one than the ticket's last change.
  desk.world.sandbox.control.advance(2);
  desk.fault('slow', ticketId, { ms: 1_500 });
  const ifNoReplySince = new Date(Date.now() + 1_000).toISOString();
  const asked = await desk.reply(ticketId, 'A robot says.', { ifNoReplySince });
  await until(async () => moves(await api().operation(asked.id)).includes('sending'));
  desk.humanActs(ticketId, { message: 'I have it.' });
  const operation = await desk.reached(asked, 'failed');
  expect(operation.reason).toMatch(/^superseded: Tomás Rivera replied at /);
  expect(desk.said(ticketId)).toEqual(['I have it.']);
});

test('a ticket that our own writes change again and again is frozen, and goes on when a person releases it', async () => {
  const ticketId = desk.newTicket();
  for (let round = 1; round <= 7; round += 1)
    await desk.reached(await desk.reply(ticketId, `Round ${round}.`), 'confirmed');
  const frozen = await until(async () =>
    (await api().frozenTickets()).find((one) => one.ticketId === ticketId),
  );
  expect(frozen).toMatchObject({ accountId: desk.account, changes: 7 });
  const asked = await desk.reply(ticketId, 'Round 8.');
  await desk.reached(await desk.reply(desk.newTicket(), 'Another ticket goes on.'), 'confirmed');
  expect((await api().operation(asked.id)).state).toBe('queued');
  expect(desk.world.consumer.received('ticket.frozen')).toMatchObject([{ ticketId, data: { changes: 7 } }]);
  await api().releaseTicket(desk.account, ticketId);
  await desk.reached(asked, 'confirmed');
  expect(await api().frozenTickets()).toEqual([]);
  await expect(api().releaseTicket(desk.account, ticketId)).rejects.toMatchObject({ status: 404 });
});
