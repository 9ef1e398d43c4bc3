import { jest } from '@jest/globals';
import { describeEngines } from '../support/engines.js';
import { until } from '../support/until.js';
import { FreshWorld, type Told } from './fresh-reads.world.js';

jest.setTimeout(90_000);

const live = { status: 200, freshness: { source: 'live', stale: false, reason: null } };
const stale = (reason: RegExp) => ({
  status: 200,
  freshness: { source: 'stored', stale: true, reason: expect.stringMatching(reason) },
});

describeEngines('a ticket as the platform has it now', (engine) => {
  let desk: FreshWorld;
  let account: string;
  beforeAll(async () => {
    desk = await FreshWorld.start(engine);
    account = await desk.account('swift');
  });
  afterEach(() => desk.world.sandbox.control.clearFaults());
  afterAll(() => desk.stop());

  const site = () => desk.site('swift');
  const opened = (text = 'Where is it?') => String(site().desk.customerOpens('Parcel', text));
  /** A ticket that is stored here, with nothing left to read of it. */
  async function known(): Promise<string> {
    const ticketId = opened();
    await until(() =>
      desk.world.consumer.received('ticket.created').some((event) => event.ticketId === ticketId),
    );
    await until(async () => (await desk.pending(account)) === 0);
    return ticketId;
  }
  const repliesTo = (ticketId: string) =>
    desk.world.consumer.received('reply.added').filter((event) => event.ticketId === ticketId);
  /** The platform changes without telling. */
  const silence = () => desk.fault('swift', 'webhook-drop', { times: 100_000 });

  test('is read live, also when the stored copy is old, and the change is told once', async () => {
    const ticketId = await known();
    silence();
    site().desk.customerReplies(ticketId, 'Hello?');
    expect(await desk.ask(account, ticketId)).toMatchObject({ ...live, said: ['Where is it?', 'Hello?'] });
    expect(await desk.ask(account, ticketId)).toMatchObject(live);
    await until(() => repliesTo(ticketId).length > 0);
    expect(repliesTo(ticketId).map(({ via }) => via)).toEqual(['reconciliation']);
    expect(await desk.waiting(account)).toBe(0);
  });

  test('a list is read live as well, ticket by ticket, 25 at most', async () => {
    const ticketId = await known();
    silence();
    site().desk.customerReplies(ticketId, 'Are you there?');
    const options = { signal: AbortSignal.timeout(20_000), within: 15_000 };
    const [first] = (await desk.world.nightdesk.tickets(account, options)).data;
    expect(first?.freshness.source).toBe('stored');
    const { data } = await desk.world.nightdesk.tickets(account, { ...options, fresh: true });
    expect(data.find(({ id }) => id === ticketId)?.freshness).toMatchObject({ source: 'live', stale: false });
    await until(() => repliesTo(ticketId).length > 0);
    const tooMany = desk.world.nightdesk.tickets(account, { fresh: true, limit: 26 });
    const errors = [{ path: 'limit', message: expect.stringMatching(/at most 25/) }];
    await expect(tooMany).rejects.toMatchObject({ status: 400, errors });
  });

  test('is read live when it was never stored, and is a 404 where the platform does not have it', async () => {
    silence();
    const ticketId = opened();
    expect(await desk.ask(account, ticketId)).toMatchObject({ ...live, said: ['Where is it?'] });
    const missing = await desk.ask(account, '987654321');
    expect(missing).toMatchObject({ status: 404, detail: expect.stringMatching(/platform does not have/) });
    expect(missing.ms).toBeLessThan(2_000);
  });

  test.each([['499'], ['20001'], ['soon'], ['1000.5'], ['']])(
    'within=%s is refused with what is allowed',
    async (within) => {
      const answer = await fetch(
        `${desk.world.url}/v1/accounts/${account}/tickets/1?fresh=true&within=${within}`,
        { headers: { Authorization: `Bearer ${desk.world.key}` } },
      );
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({
        errors: [{ path: 'within', message: expect.stringMatching(/500 to 20000/) }],
      });
    },
  );

  test('two api processes and six callers who ask for one ticket make one reading', async () => {
    const ticketId = await known();
    silence();
    site().desk.customerReplies(ticketId, 'Anybody?');
    const before = desk.readings('swift', ticketId).length;
    desk.world.worker.freeze();
    const asking = [0, 1, 0, 1, 0, 1].map((api) => desk.ask(account, ticketId, { api: desk.apis[api] }));
    await until(async () => (await desk.waiting(account)) === 6).finally(() => desk.world.worker.thaw());
    const told = await Promise.all(asking);
    for (const answer of told) expect(answer).toMatchObject({ ...live, said: ['Where is it?', 'Anybody?'] });
    expect(desk.readings('swift', ticketId)).toHaveLength(before + 1);
    expect(await desk.waiting(account)).toBe(0);
  });

  test('a reading that began before the question does not answer it', async () => {
    const ticketId = await known();
    silence();
    desk.fault('swift', 'slow', {
      ms: 600,
      match: { method: 'GET', route: '/api/v2/tickets/:id/comments', ticketId },
    });
    const before = desk.readings('swift', ticketId).length;
    const first = desk.ask(account, ticketId);
    await until(() => desk.readings('swift', ticketId).length === before + 1);
    site().desk.customerReplies(ticketId, 'Too late for the first.');
    const [, second] = await Promise.all([first, desk.ask(account, ticketId)]);
    expect(second).toMatchObject({ ...live, said: ['Where is it?', 'Too late for the first.'] });
    expect(desk.readings('swift', ticketId)).toHaveLength(before + 2);
  });

  test('one reading answers who waits and settles the deliveries that were there before it', async () => {
    const ticketId = await known();
    const before = desk.readings('swift', ticketId).length;
    desk.world.worker.freeze();
    site().desk.customerReplies(ticketId, 'By webhook.');
    await until(async () => (await desk.pending(account)) > 0);
    const asking = desk.ask(account, ticketId);
    await until(async () => (await desk.waiting(account)) === 1).finally(() => desk.world.worker.thaw());
    expect(await asking).toMatchObject({ ...live, said: ['Where is it?', 'By webhook.'] });
    await until(async () => (await desk.pending(account)) === 0);
    expect(desk.readings('swift', ticketId)).toHaveLength(before + 1);
    const [reply, ...more] = await until(() => {
      const told = repliesTo(ticketId);
      return told.length > 0 ? told : null;
    });
    expect(reply?.via).toBe('webhook');
    expect(more).toEqual([]);
  });

  test('an outage: the stored copy at once, stale with the reason; without a copy 503 that says when', async () => {
    const ticketId = await known();
    silence();
    const unknown = opened();
    desk.fault('swift', '503', { times: 2, match: { method: 'GET', route: '/api/v2/tickets/:id' } });
    const answers: Told[] = [await desk.ask(account, ticketId), await desk.ask(account, unknown)];
    expect(answers[0]).toMatchObject(stale(/could not be reached/));
    expect(answers[1]).toMatchObject({ status: 503, detail: expect.stringMatching(/no stored copy/) });
    expect(Number(answers[1]?.retryAfter)).toBeGreaterThan(0);
    for (const { ms } of answers) expect(ms).toBeLessThan(2_000);
    expect(await desk.ask(account, ticketId)).toMatchObject(live);
  });

  test('a lost notification, or the loss of the connection that hears them, does not cost the answer', async () => {
    const ticketId = await known();
    await desk.ask(account, ticketId);
    const cut = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                  WHERE datname = current_database() AND application_name = 'nightdesk fresh reads'`;
    expect((await desk.sql.query(cut)).rowCount).toBe(2);
    expect(await desk.ask(account, ticketId)).toMatchObject(live);
    desk.fault('swift', 'slow', { ms: 500, match: { method: 'GET', ticketId } });
    const asking = desk.ask(account, ticketId);
    await until(async () => (await desk.waiting(account)) === 1);
    await desk.sql.query(cut);
    expect(await asking).toMatchObject(live);
    expect(
      (await desk.sql.query(cut.replace('pg_terminate_backend(pid)', 'pid'))).rowCount,
    ).toBeLessThanOrEqual(2);
  });

  test('a worker that is killed in the middle: stale in time, or read by another', async () => {
    const ticketId = await known();
    silence();
    const other = await desk.anotherWorker();
    other.freeze();
    const match = { method: 'GET', route: '/api/v2/tickets/:id', ticketId };
    desk.fault('swift', 'slow', { ms: 5_000, match });
    const before = desk.readings('swift', ticketId).length;
    const asking = [3_500, 20_000].map((within) => desk.ask(account, ticketId, { within }));
    // Its call is the slow one, and not the other worker's.
    const isSlowed = () => desk.readings('swift', ticketId).length > before;
    await until(async () => isSlowed() && (await desk.claimed(account)) === 2);
    await desk.world.worker.kill();
    other.thaw();
    const [short, long] = await Promise.all(asking);
    expect(short).toMatchObject(stale(/not read within 3.5 s/));
    expect(short?.ms).toBeLessThan(4_500);
    expect(long).toMatchObject(live);
    expect(desk.readings('swift', ticketId).length).toBeLessThanOrEqual(before + 2);
    await desk.world.worker.start();
  });
});
