import { execFileSync } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import { type EngineName, engineNames } from '../../support/engines.js';
import { redisIsInstalled } from '../../support/redis-server.js';
import type { BenchOptions, BenchResult } from '../benches.js';
import { fairness } from './fairness.js';
import { rounded } from './figures.js';
import { idle } from './idle.js';
import { withPostgres } from './ground.js';
import { missedBy } from './promises.js';

type Figures = Record<string, number>;

const connected = 10_000;
const active = 200;

/**
 * 10,000 connected accounts in one worker: what they cost while nothing happens (scenario `idle`), and whether 200 active
 * ones among them feel that another one is flooded (`fairness`). `contenders` are the engines. About a quarter of an hour.
 */
export async function accounts({ seed, seconds, scenarios, contenders }: BenchOptions): Promise<BenchResult> {
  const engines = engineNames.filter((name) => contenders?.includes(name) ?? true);
  if (engines.includes('redis') && !redisIsInstalled)
    throw new Error('redis-server is not installed; --contenders postgres measures the other engine only');
  const wanted = (scenario: string) => scenarios?.includes(scenario) ?? true;
  execFileSync(process.execPath, ['apps/standalone/build.mjs'], { stdio: 'inherit' });
  warnWhenBusy();
  const measured = new Map(engines.map((engine): [EngineName, Figures] => [engine, {}]));
  await withPostgres(async () => {
    if (wanted('idle')) {
      console.log(`${connected} idle accounts, on ${engines.join(' and ')} at once …`);
      const options = { accounts: connected, seed, seconds: seconds ?? 30, rounds: 3 };
      const ended = await Promise.allSettled(
        engines.map(async (engine) => Object.assign(measured.get(engine)!, await idle(engine, options))),
      );
      for (const one of ended) if (one.status === 'rejected') throw one.reason;
    }
    for (const engine of wanted('fairness') ? engines : []) {
      console.log(`${active} active accounts among ${connected}, without and with a flood, on ${engine} …`);
      const options = { accounts: connected, active, seed, seconds: seconds ?? 20, pairs: 4 };
      Object.assign(measured.get(engine)!, await fairness(engine, options));
    }
  });
  show(measured);
  return {
    figures: Object.fromEntries(
      [...measured].flatMap(([engine, figures]) =>
        Object.entries(figures).map(([name, value]): [string, number] => [`${engine}_${name}`, value]),
      ),
    ),
    engine: engines.join('+'),
    missed: [...measured].flatMap(([engine, figures]) => missedBy(engine, figures)),
  };
}

/** What others do on the machine is in every latency. It is said before, and not guessed at afterwards. */
function warnWhenBusy(): void {
  const [load = 0] = loadavg();
  if (load > cpus().length / 2)
    console.warn(
      `This machine is busy (load ${rounded(load, 1)}): the latencies will not be Nightdesk's own.`,
    );
}

function show(measured: ReadonlyMap<EngineName, Figures>): void {
  const names = new Set([...measured.values()].flatMap((figures) => Object.keys(figures)));
  const line = (title: string, cells: readonly (string | number)[]) =>
    console.log(`  ${title.padEnd(46)}${cells.map((cell) => String(cell).padStart(11)).join('')}`);
  line('', [...measured.keys()]);
  for (const name of names)
    line(
      name.replaceAll('_', ' '),
      [...measured.values()].map((figures) => figures[name] ?? ''),
    );
}
