import { jest } from '@jest/globals';
import { ApiError, Nightdesk } from '@nightdesk/sdk';
import { Desk } from '../support/desk.js';

jest.setTimeout(90_000);

let desk: Desk;
let account: string;
beforeAll(async () => {
  desk = await Desk.start();
  account = await desk.world.account();
});
afterAll(() => desk.stop());

const ask = (question: Parameters<Nightdesk['whatIf']['of']>[1] = {}) =>
  desk.world.nightdesk.whatIf.of(account, question);
const refused = async (call: Promise<unknown>): Promise<ApiError> => {
  const outcome = await call.catch((error: unknown) => error);
  if (!(outcome instanceof ApiError)) throw new Error(`not refused: ${JSON.stringify(outcome)}`);
  return outcome;
};
const get = (query: string) =>
  fetch(`${desk.world.url}/v1/accounts/${account}/what-if?${query}`, {
    headers: { Authorization: `Bearer ${desk.world.key}` },
  });
/** One write a minute, two calls each, and so many reads, in each of the `minutes` that end a few minutes ago. */
const record = async (minutes: number, reads: number) => {
  await desk.rows(
    `INSERT INTO operations (id, account_id, ticket_id, state, content_hash, if_status_in, requested_by, trace_id, due_at, created_at)
     SELECT 'op_past_' || i, $1, 'past', 'confirmed', 'x', '{}', 'key_1', 'x', at, at
       FROM generate_series(1, $2::int) i, LATERAL (SELECT now() - i * interval '1 min' - interval '5 min' AS at) x
     ON CONFLICT (id) DO NOTHING`,
    account,
    minutes,
  );
  await desk.rows(
    `INSERT INTO call_minutes (account_id, minute, lane, calls, failures, limited, total_ms, durations)
     SELECT $1, date_trunc('minute', now()) - i * interval '1 min' - interval '5 min', lane, calls, 0, 0, calls * 100, '{}'
       FROM generate_series(1, $2::int) i, (VALUES ('write', 2), ('read', $3::int)) lanes (lane, calls)
     ON CONFLICT (account_id, minute, lane) DO UPDATE SET calls = excluded.calls`,
    account,
    minutes,
    reads,
  );
};

test('without a write there is nothing to replay: the refusal says how to ask with made-up ones', async () => {
  const { status, detail } = await refused(ask());
  expect([status, detail]).toEqual([
    409,
    expect.stringMatching(/No write arrived in the last 24 hours.*writesPerHour=60/),
  ]);
  const { demand, before } = await ask({ writesPerHour: 60 });
  expect(demand).toMatchObject({
    isMadeUp: true,
    writes: 60 * 24,
    says: expect.stringContaining('60 an hour'),
  });
  expect(before.outcome.wait.max.mid).toBe(0);
});

describe('with recorded demand', () => {
  beforeAll(() => record(40, 380));

  test('it is replayed as things are and as they would be, and the answer says from how much', async () => {
    const limit = 200;
    const { demand, before, after, use, replays, windowMs } = await ask({
      period: 'hour',
      limit,
      ceiling: 85,
    });
    expect(demand).toMatchObject({ writes: 40, writeCalls: 80, isMadeUp: false });
    expect(demand.readCalls).toBeGreaterThanOrEqual(40 * 380);
    expect(demand.says).toMatch(/^Made from 40 writes and 15,[\d]{3} reads in the last hour\.$/);
    const [shown] = (await desk.world.nightdesk.overview()).accounts.find(({ id }) => id === account)!.budget;
    expect(before.rules).toMatchObject({ ceiling: 75, limit: shown?.limit ?? 200, writeFactor: 1 });
    expect(after.rules).toEqual({ ...before.rules, ceiling: 85, limit });
    expect([after.outcome.ceilingCalls, windowMs]).toEqual([170, 60_000]);
    expect(after.outcome.most.high).toBeLessThanOrEqual(170);
    // 380 reads a minute do not fit under 170 calls.
    expect(after.outcome.deferred.mid).toBeGreaterThan(0.5);
    expect(after.outcome.wait.p99.mid).toBeLessThanOrEqual((2 * 60_000) / 170 + 60_000 / 180);
    expect(after.outcome.refused.high).toBe(0);
    expect(replays).toBeGreaterThanOrEqual(1);
    const used = use.map((part) => part.after);
    expect(Math.max(...used)).toBeLessThanOrEqual(170);
    expect(Math.max(...used)).toBeGreaterThan(150);
  });

  test('more room defers less, and others who use the limit defer more', async () => {
    const deferred = async (question: Parameters<typeof ask>[0]) =>
      (await ask({ period: 'hour', limit: 400, ...question })).after.outcome.deferred.mid;
    const [asIs, raised, beside] = [
      await deferred({}),
      await deferred({ ceiling: 95 }),
      await deferred({ foreign: 200 }),
    ];
    expect(raised).toBeLessThan(asIs);
    expect(beside).toBeGreaterThan(asIs);
  });

  test('the same question has the same answer, and another seed a different one', async () => {
    const hour = (seed: number) => ask({ period: 'hour', limit: 1_000, seed });
    const once = async () => {
      for (;;) {
        // A minute may end between the two.
        const [first, second, other] = [await hour(1), await hour(1), await hour(2)];
        if (first.demand.since === other.demand.since) return { first, second, other };
      }
    };
    const { first, second, other } = await once();
    expect(second).toEqual(first);
    expect(other.use).not.toEqual(first.use);
  });

  test('sweeping every minute adds reads, and a shorter time is cut to its busiest part and told so', async () => {
    await desk.rows(
      `INSERT INTO sweeps (account_id, role, mark, next_at, pause_ms, calls) VALUES ($1, 'beside', now(), now(), 300000, 900)
       ON CONFLICT (account_id) DO UPDATE SET pause_ms = 300000, calls = 900`,
      account,
    );
    await desk.rows(`UPDATE accounts SET created_at = now() - interval '1 day' WHERE id = $1`, account);
    const { before, after, notes } = await ask({ sweepEvery: 60 });
    expect([before.rules.sweepEvery, after.rules.sweepEvery]).toEqual([300, 60]);
    expect(notes).toContainEqual(expect.stringContaining('A sweep was reckoned at 3 calls'));
    await record(100, 380);
    const { demand, notes: told } = await ask();
    expect(demand.writeCalls + demand.readCalls).toBeLessThanOrEqual(16_000);
    expect(told[0]).toMatch(/^Only the busiest [\d hmin]+ in a row were replayed/);
  });

  test.each([
    ['ceiling=300', 'ceiling', /at most 100/],
    ['ceiling=lots', 'ceiling', /number of percent/],
    ['period=week', 'period', /hour or day/],
    ['sweepEvery=1', 'sweepEvery', /at least 10 \(seconds\)/],
  ])('%s is refused with what to use', async (query, path, message) => {
    const answer = await get(query);
    expect(answer.status).toBe(400);
    const { errors } = (await answer.json()) as { errors: { path: string; message: string }[] };
    expect(errors).toEqual([{ path, message: expect.stringMatching(message) }]);
  });

  test('who may read the account may ask, and nobody else', async () => {
    const holder = async (accountIds: string[]) => {
      const made = await desk.world.nightdesk.createApiKey({ name: 'reader', scopes: ['read'], accountIds });
      return new Nightdesk({ baseUrl: desk.world.url, apiKey: made.key }).whatIf;
    };
    expect((await (await holder([account])).of(account)).replays).toBeGreaterThan(0);
    expect((await refused((await holder(['acc_other'])).of(account))).status).toBe(403);
    expect((await refused(desk.world.nightdesk.whatIf.of('acc_none'))).status).toBe(404);
  });
});
