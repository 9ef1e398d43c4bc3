import { jest } from '@jest/globals';
import { describeEngines } from '../support/engines.js';
import { until } from '../support/until.js';
import { FreshWorld } from './fresh-reads.world.js';

jest.setTimeout(90_000);

describeEngines('a question to a lane that must wait', (engine) => {
  let desk: FreshWorld;
  beforeAll(async () => {
    // After a 429 reads come back the later, the more of the limit is kept free.
    desk = await FreshWorld.start(engine, { BUDGET_CEILING: '1' });
  });
  afterAll(() => desk.stop());

  const created = (account: string, ticketId: string) =>
    until(
      () =>
        desk.world.consumer
          .received('ticket.created')
          .some((event) => event.accountId === account && event.ticketId === ticketId),
      30_000,
    );
  const open = (site: string) => String(desk.site(site).desk.customerOpens('Parcel', 'Where is it?'));
  /** A ticket that nobody told us of. */
  function openSilently(site: string): string {
    desk.fault(site, 'webhook-drop', { times: 100 });
    const ticketId = open(site);
    desk.world.sandbox.control.clearFaults();
    return ticketId;
  }
  const limited = (site: string, retryAfter: number) =>
    desk.fault(site, '429', { retryAfter, match: { method: 'GET', route: '/api/v2/tickets/:id' } });

  test('a 429 for longer than the deadline: the stored copy in time, stale, with the reason, and no second call', async () => {
    const account = await desk.account('long');
    const ticketId = open('long');
    await created(account, ticketId);
    limited('long', 40);
    const before = desk.readings('long', ticketId).length;
    for (const within of [1_000, 2_000]) {
      const answer = await desk.ask(account, ticketId, { within });
      expect(answer).toMatchObject({
        status: 200,
        freshness: {
          source: 'stored',
          stale: true,
          reason: expect.stringMatching(/rate limit leaves no room/),
        },
      });
      expect(answer.ms).toBeLessThan(within + 700);
    }
    const unknown = await desk.ask(account, openSilently('long'), { within: 2_000 });
    expect(unknown).toMatchObject({
      status: 503,
      detail: expect.stringMatching(/rate limit.*no stored copy/),
    });
    expect(Number(unknown.retryAfter)).toBeGreaterThan(20);
    expect(desk.readings('long', ticketId)).toHaveLength(before + 1);
    expect(await desk.waiting(account)).toBe(0);
  });

  test('a 429 for less than the deadline: when it ends, what somebody waits for is read before any delivery', async () => {
    const account = await desk.account('short');
    const ticketId = open('short');
    await created(account, ticketId);
    limited('short', 2);
    const asking = desk.ask(account, ticketId, { within: 20_000 });
    await until(() => desk.readings('short', ticketId).some(({ status }) => status === 429));
    const others = Array.from({ length: 8 }, () => open('short'));
    const answer = await asking;
    expect(answer).toMatchObject({ status: 200, freshness: { source: 'live', stale: false } });
    expect(answer.ms).toBeGreaterThan(1_000);
    await Promise.all(others.map((other) => created(account, other)));
    const readings = desk.world.sandbox.control.requests({ site: 'short', route: '/api/v2/tickets/:id' });
    const refused = readings.findIndex(({ status }) => status === 429);
    expect(readings[refused + 1]?.path).toContain(`/tickets/${ticketId}?`);
  });

  test('who goes away, or whose time is over, is not read for when the lane goes on', async () => {
    const account = await desk.account('gone');
    const [left, late] = [openSilently('gone'), openSilently('gone')];
    limited('gone', 4);
    const told = open('gone');
    await until(() => desk.readings('gone', told).some(({ status }) => status === 429));
    const leaving = new AbortController();
    const asking = desk.ask(account, left, { within: 20_000, signal: leaving.signal });
    const short = desk.ask(account, late, { within: 500 });
    await until(async () => (await desk.waiting(account)) === 2);
    leaving.abort();
    await expect(asking).rejects.toThrow(/abort/);
    expect(await short).toMatchObject({ status: 503 });
    await until(async () => (await desk.waiting(account)) === 0);
    await created(account, told);
    expect([...desk.readings('gone', left), ...desk.readings('gone', late)]).toEqual([]);
  });

  test('an account that is paused, or whose platform is switched off, is answered at once from the stored copy', async () => {
    const account = await desk.account('still');
    // Or the second announcement may be read later than `before` counts.
    desk.fault('still', 'webhook-drop', { match: { event: 'zen:event-type:ticket.comment_added' } });
    const ticketId = open('still');
    await created(account, ticketId);
    const before = desk.readings('still', ticketId).length;
    await desk.command('POST', `accounts/${account}/pause`, { reason: 'Moving house.' });
    const paused = await desk.ask(account, ticketId);
    expect(paused).toMatchObject({
      status: 200,
      freshness: { source: 'stored', stale: true, reason: expect.stringMatching(/paused.*Moving house/) },
    });
    expect(paused.ms).toBeLessThan(1_000);
    expect(await desk.ask(account, '4242')).toMatchObject({ status: 503, retryAfter: null });
    await desk.command('POST', `accounts/${account}/resume`);
    expect(await desk.ask(account, ticketId)).toMatchObject({ freshness: { source: 'live' } });

    await desk.command('PUT', 'switches/platform:zendesk', { reason: 'Their data centre burns.' });
    const off = await desk.ask(account, ticketId);
    expect(off).toMatchObject({
      freshness: { stale: true, reason: expect.stringMatching(/switched off.*burns/) },
    });
    expect(off.ms).toBeLessThan(1_000);
    await desk.command('DELETE', 'switches/platform:zendesk');
    expect(desk.readings('still', ticketId)).toHaveLength(before + 1);
  });
});
