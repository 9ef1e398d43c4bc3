import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { aligned } from '../../support/aligned.js';
import { DurablePostgres } from '../../support/durable-postgres.js';
import { cloneTemplate } from '../../support/database.js';
import { ended } from '../../support/processes.js';
import { firstKey } from '../../support/visitor.js';
import { rounded } from '../accounts/figures.js';
import { keyRing } from '../accounts/ground.js';
import { seedAccounts } from '../accounts/seed.js';
import { Contender } from '../ingest/contender.js';
import type { BenchOptions, BenchResult } from '../benches.js';
import type { LoadOrder, LoadReport } from './load.types.js';

const password = 'correct horse battery';
const accounts = 100;
/** Many more than are answered at once, so that a caller is free when its request is due. */
const callers = 512;
const firstRate = 100;
const growth = 1.5;
const enough = 5 / 6;
const times = 3;
const leastShare = 0.8;

/** With how much of a core the api had meanwhile. */
type Report = LoadReport & { cpuPercent: number };
type Ask = (order: Pick<LoadOrder, 'perSecond' | 'callers' | 'seconds' | 'name'>) => Promise<Report>;

/**
 * What an api does with three times as much as it can: reads and commands over HTTP, on Postgres alone, without a worker. The peak
 * is the most answers 2xx within a second that any offered rate gives; beyond it no less than 80 % of that must remain. About a
 * minute.
 */
export async function saturation(options: BenchOptions): Promise<BenchResult> {
  execFileSync(process.execPath, ['apps/standalone/build.mjs'], { stdio: 'inherit' });
  const postgres = await DurablePostgres.start();
  let api: Contender | undefined;
  let load: ChildProcess | undefined;
  try {
    const { url: DATABASE_URL } = await cloneTemplate();
    const seeded = await seedAccounts(DATABASE_URL, keyRing, accounts, options.seed);
    const environment = { DATABASE_URL, KEY_RING: keyRing, LOG_LEVEL: 'warn', ADMIN_PASSWORD: password };
    api = await Contender.nightdesk('api', environment);
    const { port } = api;
    const key = await firstKey(`http://127.0.0.1:${port}`, 'admin@nightdesk.local', password);
    load = fork('test/bench/saturation/load-process.ts', {
      execArgv: ['--import', './test/support/ts-loader.mjs'],
      env: { PATH: process.env['PATH'] },
    });
    const [asks, asked] = [load, api];
    const accountIds = seeded.map(({ id }) => id);
    const measured = await measure(async (order) => {
      const [since, cpuMs] = [performance.now(), asked.cpuMs()];
      asks.send({ port, key, accountIds, warmMs: 1_000, ...order } satisfies LoadOrder);
      const [report] = (await once(asks, 'message')) as [LoadReport];
      return { ...report, cpuPercent: (100 * (asked.cpuMs() - cpuMs)) / (performance.now() - since) };
    }, options.seconds ?? 3);
    return resultOf(measured);
  } finally {
    if (load) await ended(load, 'SIGTERM');
    await api?.stop();
    await postgres.stop();
  }
}

interface Measured {
  rounds: { name: string; report: Report }[];
  peak: number;
  beyond: Report;
}

/** Rates that grow until a sixth of what is offered does not get through, twice in a row; the best is the peak. Then three times that. */
async function measure(ask: Ask, seconds: number): Promise<Measured> {
  const rounds: Measured['rounds'] = [];
  const round = async (perSecond: number, long: number, why = '') => {
    const report = await ask({ perSecond, callers, seconds: long, name: `round-${rounds.length}` });
    rounds.push({ name: `${Math.round(perSecond)}/s${why}`, report });
    return report;
  };
  await round(firstRate, seconds, ', to get warm');
  let peak = 0;
  for (let [rate, short] = [firstRate, 0]; short < 2; rate *= growth) {
    const { goodPerSecond } = await round(rate, seconds);
    short = goodPerSecond < enough * rate ? short + 1 : 0;
    peak = Math.max(peak, goodPerSecond);
  }
  const beyond = await round(times * peak, 3 * seconds, `, ${times} times the peak`);
  return { rounds: rounds.slice(1), peak, beyond };
}

function resultOf({ rounds, peak, beyond }: Measured): BenchResult {
  const cell = (value: number | null) => (value === null ? '' : String(rounded(value)));
  const rows = rounds.map(({ name, report }) => [
    name,
    cell(report.goodPerSecond),
    `${rounded((100 * report.refused) / report.offered, 1)} %`,
    cell(report.acceptedP99),
    cell(report.refusedP99),
    String(report.late),
    String(report.failed),
    cell(report.cpuPercent),
  ]);
  const head = ['', 'good/s', 'refused', 'p99 ms', 'p99 of refused', 'late', 'failed', 'CPU %'];
  console.log(aligned([head, ...rows]).join('\n'));
  const share = beyond.goodPerSecond / peak;
  console.log(`  ${rounded(100 * share)} % of the peak of ${rounded(peak)}/s remains at ${times} times that`);
  return {
    figures: {
      peak_per_second: rounded(peak, 1),
      beyond_good_per_second: rounded(beyond.goodPerSecond, 1),
      beyond_share_of_peak: rounded(share, 3),
      beyond_refused_share: rounded(beyond.refused / beyond.offered, 3),
      beyond_accepted_p99_ms: beyond.acceptedP99 === null ? null : rounded(beyond.acceptedP99, 1),
      beyond_refused_p99_ms: beyond.refusedP99 === null ? null : rounded(beyond.refusedP99, 1),
      beyond_failed: beyond.failed,
    },
    engine: 'postgres',
    missed: [
      ...(share >= leastShare
        ? []
        : [`${rounded(100 * share)} % of the peak remains; at least ${100 * leastShare} %`]),
      ...(beyond.failed === 0 ? [] : [`${beyond.failed} requests had neither 2xx nor 503 for an answer`]),
    ],
  };
}
