import { jest } from '@jest/globals';
import { CallFigures, durationBounds, type EndedCall } from '@nightdesk/credentials';
import { Clock } from '@nightdesk/platform/clock';
import { Database } from '@nightdesk/platform/database';
import { Log } from '@nightdesk/platform/observability';
import { CallFiguresStore } from '../../libs/credentials/src/call-figures.store.js';
import { cloneTemplate, type TestDatabase } from '../support/database.js';
import { Desk } from '../support/desk.js';
import { until } from '../support/until.js';

jest.setTimeout(120_000);

describe('counting in a process', () => {
  let template: TestDatabase;
  let database: Database;
  let lines: Record<string, unknown>[];
  let now: Date;
  const open: Database[] = [];

  beforeEach(async () => {
    template = await cloneTemplate();
    database = another();
    lines = [];
    now = new Date('2026-11-22T10:00:30Z');
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((one) => one.close()));
    await template.drop();
  });

  function another(): Database {
    const one = new Database({ url: template.url, poolSize: 2 });
    open.push(one);
    return one;
  }
  function figures(on = database): CallFigures {
    const clock = Object.assign(new Clock(), { now: () => now });
    const write = (text: string) => void lines.push(JSON.parse(text) as Record<string, unknown>);
    return new CallFigures(
      new CallFiguresStore(on),
      clock,
      new Log({ level: 'info', process: 'test' }, { write }),
    );
  }
  const call = (more: Partial<EndedCall> = {}): EndedCall => ({
    accountId: 'acc_1',
    lane: 'read',
    status: 200,
    durationMs: 30,
    ...more,
  });
  interface Row {
    account_id: string;
    minute: Date;
    lane: string;
    calls: number;
    failures: number;
    limited: number;
    total_ms: number;
    durations: number[];
  }
  const rows = async () =>
    (await database.pool.query<Row>('SELECT * FROM call_minutes ORDER BY minute, account_id, lane')).rows;

  test('calls are told apart by minute and lane, and by how they ended', async () => {
    const counted = figures();
    for (const status of [200, 404, 422, 429, 401, 403, 408, 500, 503, null]) counted.count(call({ status }));
    counted.count(call({ lane: 'write', durationMs: 10_001 }));
    now = new Date('2026-11-22T10:01:00Z');
    counted.count(call({ durationMs: 25 }));
    await counted.flush();
    const durations = (index: number, calls: number) =>
      Array.from({ length: durationBounds.length + 1 }, (_none, at) => (at === index ? calls : 0));
    expect(await rows()).toMatchObject([
      { lane: 'read', calls: 10, failures: 6, limited: 1, total_ms: 300, durations: durations(1, 10) },
      { lane: 'write', calls: 1, failures: 0, limited: 0, durations: durations(12, 1) },
      { lane: 'read', minute: new Date('2026-11-22T10:01:00Z'), calls: 1, durations: durations(0, 1) },
    ]);
  });

  test('processes that flush the same minutes at once add up, in whatever order they met them', async () => {
    const processes = [figures(), figures(another()), figures(another())];
    const accounts = Array.from({ length: 200 }, (_none, index) => `acc_${index}`);
    for (let round = 0; round < 5; round += 1) {
      for (const [index, one] of processes.entries())
        for (const accountId of index === 1 ? accounts.toReversed() : accounts)
          one.count(call({ accountId }));
      await Promise.all(processes.map((one) => one.flush()));
    }
    expect(lines).toEqual([]);
    const found = await rows();
    expect(found).toHaveLength(200);
    expect(found.every(({ calls, durations }) => calls === 15 && durations[1] === 15)).toBe(true);
  });

  test('a process that calls nobody asks the database nothing', async () => {
    const idle = another();
    const counted = figures(idle);
    await counted.flush();
    await counted.onApplicationShutdown();
    expect(idle.pool.totalCount).toBe(0);
  });

  test('what cannot be written is told, kept, and written once later', async () => {
    const counted = figures();
    await database.pool.query('ALTER TABLE call_minutes RENAME TO away');
    counted.count(call());
    await counted.flush();
    expect(lines).toMatchObject([{ event: 'call_figures.flush', counts: 1 }]);
    counted.count(call());
    await database.pool.query('ALTER TABLE away RENAME TO call_minutes');
    await counted.onApplicationShutdown();
    await counted.flush();
    expect(await rows()).toMatchObject([{ calls: 2 }]);
  });

  test('a long outage is remembered as one minute, so it takes no more room than the lanes there are', async () => {
    const counted = figures();
    await database.pool.query('ALTER TABLE call_minutes RENAME TO away');
    for (let minute = 0; minute < 21; minute += 1) {
      now = new Date(Date.UTC(2026, 10, 22, 10, minute));
      for (let index = 0; index < 1_000; index += 1) counted.count(call({ accountId: `acc_${index}` }));
      await counted.flush();
    }
    await database.pool.query('ALTER TABLE away RENAME TO call_minutes');
    await counted.onApplicationShutdown();
    const found = await rows();
    expect(found).toHaveLength(1_000);
    expect(found.every(({ calls, minute }) => calls === 21 && minute.getUTCMinutes() === 20)).toBe(true);
  });

  test('what is older than eight days is forgotten', async () => {
    const counted = figures();
    counted.count(call());
    await counted.flush();
    now = new Date('2026-11-30T10:00:00Z');
    counted.count(call());
    await counted.flush();
    await counted.sweep();
    expect(await rows()).toHaveLength(2);
    now = new Date('2026-11-30T10:00:01Z');
    await counted.sweep();
    expect(await rows()).toMatchObject([{ minute: new Date('2026-11-30T10:00:00Z') }]);
  });
});

describe('an installation', () => {
  let desk: Desk;
  let account: string;
  beforeAll(async () => {
    desk = await Desk.start();
    account = await desk.world.account();
  });
  afterAll(() => desk?.stop());

  const api = () => desk.world.nightdesk;
  const line = /"event":"helpdesk.(call|no_answer)","accountId":"acc_/g;
  const stored = async () => {
    const [row] = await desk.rows<{ calls: number }>(
      'SELECT coalesce(sum(calls), 0)::int AS calls FROM call_minutes',
    );
    return row!.calls;
  };

  test('the API and the overview tell calls, failures and latency as they came', async () => {
    const ticketId = desk.world.customerWrites('It broke.');
    await desk.world.events('ticket.created');
    const before = await until(async () => {
      const { data } = await api().figures(account);
      return data.length > 0 ? data : null;
    });
    expect(before.every(({ failures, limited }) => failures === 0 && limited === 0)).toBe(true);
    const control = desk.world.sandbox.control;
    control.fault({ platform: 'zendesk', site: 'acme', kind: '503', match: { method: 'GET' } });
    await desk.reading(account, ticketId);
    const told = await until(async () => {
      const figures = await api().figures(account);
      return figures.failures > 0 ? figures : null;
    });
    expect(told).toMatchObject({ failures: 1, errorRate: 1 / told.calls });
    expect(told.calls).toBe(told.data.reduce((sum, { calls }) => sum + calls, 0));
    expect(told.latency!.p99).toBeGreaterThan(0);
    const { accounts } = await until(async () => {
      const overview = await api().overview();
      return overview.accounts[0]?.calls.failures === 1 ? overview : null;
    });
    expect(accounts[0]?.calls).toEqual({
      calls: told.calls,
      failures: 1,
      errorRate: told.errorRate,
      latency: told.latency,
    });
  });

  test('the API tells the budget of each minute as the account then saw it, with what others use', async () => {
    const ticketId = desk.world.customerWrites('How much is left?');
    // It fades while the window passes, and calls of ours that are still out hide as many of it. The latest look of a
    // minute stands: where that was taken after the window had begun anew, others have to use it again.
    let others = 0;
    let readAt = 0;
    const last = await until(async () => {
      if (Date.now() - readAt > 8_000) {
        desk.world.sandbox.control.zendesk('acme').foreignUse({ calls: 30 });
        others += 30;
        await desk.reading(account, ticketId);
        readAt = Date.now();
      }
      const { budget } = await api().figures(account);
      return budget.findLast(({ foreign }) => foreign >= 20);
    }, 40_000);
    expect(last?.foreign).toBeLessThanOrEqual(others);
    expect(last).toMatchObject({ windowMs: 60_000, limit: 400, ceiling: 300 });
    expect(last?.used).toBeGreaterThan(0);
    const { accounts } = await api().overview();
    const [now] = accounts[0]?.budget ?? [];
    expect(now).toMatchObject({ name: 'account', limit: last?.limit, ceiling: last?.ceiling });
  });

  test('since when is asked for, and is a day ago at most', async () => {
    const soon = new Date(Date.now() + 60_000).toISOString();
    expect(await api().figures(account, { since: soon })).toMatchObject({
      data: [],
      calls: 0,
      latency: null,
    });
    const { since, until: end } = await api().figures(account, { since: '2020-01-01T00:00:00Z' });
    expect(Date.parse(end) - Date.parse(since)).toBeGreaterThanOrEqual(24 * 3_600_000);
    expect(Date.parse(end) - Date.parse(since)).toBeLessThan(24 * 3_600_000 + 60_000);
    await expect(api().figures(account, { since: 'yesterday' })).rejects.toMatchObject({ status: 400 });
    await expect(api().figures('acc_none')).rejects.toMatchObject({ status: 404 });
  });

  test('processes that are stopped leave a figure for every call in their logs', async () => {
    const ticketId = desk.world.customerWrites('And again.');
    await desk.world.events('ticket.created', 2);
    expect(await desk.reading(account, ticketId)).toBe('fresh');
    const { api: front, worker } = desk.world;
    await Promise.all([worker.stop(), front.stop()]);
    const counted = await stored();
    expect(counted).toBeGreaterThan(5);
    const logged = () => `${front.said}\n${worker.said}`.match(line)?.length;
    // What a process said last can arrive after it has gone.
    await until(() => logged() === counted);
  });
});
