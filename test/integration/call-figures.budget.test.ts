import { jest } from '@jest/globals';
import { CallFigures, type EndedCall } from '@nightdesk/credentials';
import { Clock } from '@nightdesk/platform/clock';
import { Database } from '@nightdesk/platform/database';
import { Log } from '@nightdesk/platform/observability';
import { CallFiguresStore } from '../../libs/credentials/src/call-figures.store.js';
import { cloneTemplate, type TestDatabase } from '../support/database.js';

jest.setTimeout(60_000);

describe('the budget that is kept with counted calls', () => {
  let template: TestDatabase;
  let database: Database;
  let lines: Record<string, unknown>[];
  let now: Date;

  beforeEach(async () => {
    template = await cloneTemplate();
    database = new Database({ url: template.url, poolSize: 2 });
    lines = [];
    now = new Date('2026-11-22T10:00:30Z');
  });
  afterEach(async () => {
    await database.close();
    await template.drop();
  });

  const figures = () =>
    new CallFigures(
      new CallFiguresStore(database),
      Object.assign(new Clock(), { now: () => now }),
      new Log(
        { level: 'info', process: 'test' },
        { write: (text: string) => void lines.push(JSON.parse(text) as Record<string, unknown>) },
      ),
    );
  const call = (more: Partial<EndedCall> = {}): EndedCall => ({
    accountId: 'acc_1',
    lane: 'read',
    status: 200,
    durationMs: 30,
    ...more,
  });
  const budget = { windowMs: 60_000, limit: 200, ceiling: 150, used: 12, foreign: 7, reserve: 3 };
  const ofAll = (accountIds: readonly string[], seen: typeof budget) =>
    new Map(accountIds.map((accountId) => [accountId, seen]));
  const stored = async () =>
    (
      await database.pool.query(
        `SELECT minute, lane, calls, budget_window_ms AS "windowMs", budget_limit AS "limit", budget_ceiling AS ceiling,
                budget_used AS used, budget_foreign AS "foreign", budget_reserve AS reserve
           FROM call_minutes ORDER BY minute, lane`,
      )
    ).rows as (typeof budget & { lane: string; calls: number })[];

  test('with what is counted goes the budget as it then is: asked once for an account, the last of a minute stands', async () => {
    const counted = figures();
    const asked: string[] = [];
    let used = 12;
    counted.asksBudgetsOf((accountIds) => {
      asked.push(...accountIds);
      return Promise.resolve(ofAll(accountIds, { ...budget, used }));
    });
    counted.count(call());
    counted.count(call({ lane: 'write' }));
    await counted.flush();
    expect(asked).toEqual(['acc_1']);
    expect(await stored()).toMatchObject([
      { lane: 'read', ...budget },
      { lane: 'write', ...budget },
    ]);
    [used, now] = [40, new Date('2026-11-22T10:00:40Z')];
    counted.count(call());
    await counted.flush();
    expect(await stored()).toMatchObject([{ lane: 'read', calls: 2, ...budget, used: 40 }, { used: 12 }]);
    await counted.flush();
    expect(asked).toHaveLength(2);
  });

  test('an older look of another process does not replace a newer one, and calls of token endpoints ask for none', async () => {
    const [late, early] = [figures(), figures()];
    const at = async (one: CallFigures, used: number, when: string) => {
      now = new Date(when);
      one.asksBudgetsOf((accountIds) => Promise.resolve(ofAll(accountIds, { ...budget, used })));
      one.count(call());
      await one.flush();
    };
    await at(late, 90, '2026-11-22T10:00:45Z');
    await at(early, 10, '2026-11-22T10:00:30Z');
    expect(await stored()).toMatchObject([{ calls: 2, used: 90 }]);
    early.count(call({ accountId: 'acc_2', lane: 'token' }));
    await early.flush();
    expect((await stored()).at(-1)).toMatchObject({ lane: 'token', calls: 1, used: null, limit: null });
  });

  test('a budget that cannot be asked is told, and every call is counted all the same', async () => {
    const counted = figures();
    counted.asksBudgetsOf(() => Promise.reject(new Error('away')));
    counted.count(call());
    await counted.flush();
    expect(lines).toMatchObject([{ event: 'call_figures.no_budget', accountId: 'acc_1' }]);
    expect(await stored()).toMatchObject([{ calls: 1, limit: null }]);
  });

  test('minutes that waited for the database are not told the budget of today', async () => {
    const counted = figures();
    counted.asksBudgetsOf((accountIds) => Promise.resolve(ofAll(accountIds, budget)));
    await database.pool.query('ALTER TABLE call_minutes RENAME TO away');
    counted.count(call());
    await counted.flush();
    await database.pool.query('ALTER TABLE away RENAME TO call_minutes');
    now = new Date('2026-11-22T10:05:00Z');
    counted.count(call());
    await counted.flush();
    expect(await stored()).toMatchObject([{ limit: null }, { limit: 200 }]);
  });
});
