import { execFileSync } from 'node:child_process';
import { setTimeout as pass } from 'node:timers/promises';
import { until } from '../../support/until.js';
import { rounded, seeded } from '../accounts/figures.js';
import { keyRing, layGround, withPostgres } from '../accounts/ground.js';
import { type SeededAccount, seedAccounts } from '../accounts/seed.js';
import { Stores } from '../accounts/stores.js';
import { WatchedWorker } from '../accounts/watched-worker.js';
import type { BenchOptions, BenchResult } from '../benches.js';
import { ListingDesk } from './listing-desk.js';
import { leftByFullMs, savedMs, sweepShare } from '../../../libs/reconciliation/src/allowance.js';
import { missedBy } from './promises.js';

const tickets = 100_000;
const lost = 200;
const toldByWebhook = 5_000;
const quietAccounts = 400;
/** A plan that is fifty times as large as that of 400 calls a minute: an hour becomes little more than one minute. */
const scale = 50;
const limit = 400 * scale;
const ceiling = limit * 0.75;

interface Bench {
  desk: ListingDesk;
  stores: Stores;
  worker: WatchedWorker;
  large: SeededAccount;
}

/**
 * A site of 100,000 open tickets beside 400 quiet ones: what a full sweep takes, what sweeping every five minutes takes,
 * and what a quiet site costs. About two minutes.
 */
export function sweep(options: BenchOptions): Promise<BenchResult> {
  execFileSync(process.execPath, ['apps/standalone/build.mjs'], { stdio: 'inherit' });
  return withPostgres(() => measured(options));
}

async function measured({ seed }: BenchOptions): Promise<BenchResult> {
  const ground = await layGround('postgres');
  const accounts = await seedAccounts(ground.databaseUrl, keyRing, 1 + quietAccounts, seed);
  const [large] = accounts;
  if (!large) throw new Error('no account was seeded');
  const desk = await new ListingDesk(large.site, tickets, limit).start();
  const stores = await new Stores(ground.databaseUrl, undefined).open();
  const worker = await WatchedWorker.start(ground.environment(desk));
  try {
    const bench = { desk, stores, worker, large };
    // Nothing is due by itself while it is measured.
    await until(async () => (await stores.run('SELECT 1 FROM sweeps')).length === accounts.length, 30_000);
    await stores.run(
      `UPDATE sweeps SET next_at = now() + interval '1 day', full_at = now() + interval '1 day'`,
    );
    await pass(5_000);
    const figures = { ...(await full(bench, seed)), ...(await steady(bench)), ...(await quiet(bench)) };
    for (const [name, value] of Object.entries(figures)) console.log(`${name.padEnd(28)} ${value}`);
    return { figures, engine: 'postgres', missed: missedBy(figures) };
  } finally {
    await worker.stop();
    await stores.close();
    desk.stop();
    await ground.clear();
  }
}

/** All open tickets, 200 of which changed an hour ago without anybody having told it. */
async function full({ desk, stores, worker, large }: Bench, seed: number) {
  const random = seeded(seed);
  const anHourAgo = Math.floor(Date.now() / 1_000) - 3_600;
  while (desk.changed.size < lost) desk.changed.set(1 + Math.floor(random() * tickets), anHourAgo);
  const rss = { before: (await worker.state()).rss, peak: 0 };
  await stores.run('UPDATE sweeps SET full_at = now() WHERE account_id = $1', [large.id]);
  const row = await until(async () => {
    rss.peak = Math.max(rss.peak, (await worker.state()).rss);
    await pass(100);
    const [found] = await stores.run<{ full_seen: number; full_found: number; ms: number }>(
      `SELECT full_seen, full_found, extract(epoch FROM full_ended_at - full_started_at)::float8 * 1000 AS ms
         FROM sweeps WHERE account_id = $1 AND full_ended_at IS NOT NULL`,
      [large.id],
    );
    return found;
  }, 600_000);
  const told = () => stores.run(`SELECT 1 FROM tickets WHERE account_id = $1`, [large.id]);
  const read = await until(async () => ((await told()).length >= lost ? told() : null), 120_000);
  // What had been saved up may be spent at once; what follows is the rate.
  const saved = (ceiling * sweepShare * (savedMs - leftByFullMs)) / 60_000;
  return {
    full_seen: row.full_seen,
    full_found: row.full_found,
    missing: lost - read.length,
    full_calls: desk.asked.list,
    full_seconds: rounded(row.ms / 1_000, 1),
    full_minutes_with_400_a_minute: rounded((row.ms * scale) / 60_000),
    full_share_percent: rounded((100 * (desk.asked.list - saved)) / ((ceiling * row.ms) / 60_000), 2),
    rss_before_mb: rounded(rss.before / 1e6),
    rss_peak_mb: rounded(rss.peak / 1e6),
  };
}

/** 5,000 changes that webhooks have told, swept as every five minutes. */
async function steady({ desk, stores, large }: Bench) {
  const at = Math.floor(Date.now() / 1_000) - 120;
  desk.changed.clear();
  for (let id = 1; id <= toldByWebhook; id += 1) desk.changed.set(id, at);
  await stores.run(
    `INSERT INTO tickets (account_id, id, status, platform_status, priority, tags, created_at, updated_at, deleted, raw,
                          version, read_at)
     SELECT $1, id::text, 'open', 'open', 'normal', '{order,waiting}', to_timestamp($2), to_timestamp($2), false, '{}', 1, now()
       FROM generate_series(1, $3) AS told (id)
     ON CONFLICT (account_id, id) DO UPDATE SET updated_at = excluded.updated_at`,
    [large.id, at, toldByWebhook],
  );
  const before = { ...desk.asked };
  const ms = await swept(stores, [large.id], `now() - interval '5 minutes'`);
  await pass(1_000);
  const calls = desk.asked.export - before.export;
  return {
    steady_calls: calls,
    steady_ms: rounded(ms),
    needless_readings: desk.asked.reading - before.reading,
    // With a plan of 400 calls a minute, every five minutes.
    steady_share_percent: rounded((100 * calls) / (5 * 300), 2),
  };
}

/** Sites where nothing changed: what each sweep costs the worker. */
async function quiet({ stores, worker, large }: Bench) {
  const rows = await stores.run<{ account_id: string }>(
    'SELECT account_id FROM sweeps WHERE account_id <> $1',
    [large.id],
  );
  const ids = rows.map(({ account_id: id }) => id);
  await swept(stores, ids, 'mark'); // compiles
  const { cpuMs } = await worker.state();
  const ms = await swept(stores, ids, 'mark');
  const spent = (await worker.state()).cpuMs - cpuMs;
  const each = spent / ids.length;
  return {
    quiet_sweeps_per_second: rounded((1_000 * ids.length) / ms, 1),
    quiet_cpu_ms_per_sweep: rounded(each, 2),
    // A sweep each in ten minutes.
    quiet_cpu_percent_10000_accounts: rounded((each * 10_000) / 6_000, 1),
  };
}

/** Makes sweeps due and answers how long they took together. */
async function swept(stores: Stores, accountIds: readonly string[], mark: string): Promise<number> {
  const began = performance.now();
  const [row] = await stores.run<{ now: Date }>('SELECT now()');
  await stores.run(
    `UPDATE sweeps SET next_at = now(), mark = ${mark}, paid_until = NULL, pause_ms = 600000 WHERE account_id = ANY($1)`,
    [accountIds],
  );
  await until(async () => {
    await pass(50);
    const left = await stores.run('SELECT 1 FROM sweeps WHERE account_id = ANY($1) AND swept_at > $2', [
      accountIds,
      row?.now,
    ]);
    return left.length === accountIds.length;
  }, 300_000);
  return performance.now() - began;
}
