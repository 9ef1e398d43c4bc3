import { execFileSync } from 'node:child_process';
import { aligned } from '../../support/aligned.js';
import { DurablePostgres } from '../../support/durable-postgres.js';
import { type EngineName, engineNames } from '../../support/engines.js';
import { redisIsInstalled } from '../../support/redis-server.js';
import { percentile, rounded, seeded } from '../accounts/figures.js';
import { keyRing, layGround } from '../accounts/ground.js';
import { Installation } from '../accounts/installation.js';
import { LightDesk } from '../accounts/light-desk.js';
import { type SeededAccount, seedAccounts } from '../accounts/seed.js';
import { type Offer, type Outcome, Traffic } from '../accounts/traffic.js';
import type { BenchOptions, BenchResult } from '../benches.js';
import { missedBy } from './promises.js';

const accounts = 200;
/** A platform that is near; each event costs two calls, one after the other. */
const platformMs = 2;
const patienceMs = 60_000;
/** Until then an event costs three times the processor: what runs often is still being compiled. */
const warmSeconds = 40;
let lastTicket = 0;

interface Rate {
  engine: EngineName;
  perSecond: number;
  outcomes: Outcome[];
  /** Of the worker, for each event. */
  cpuMs: number;
}

/**
 * From the arrival of a webhook to the first byte at the automation, with everything between: stored on disk, ticket read
 * back, compared, event recorded, delivered signed. Scenarios are events a second (`--scenario 200`), contenders the
 * engines. One api, one worker; platform, automation and load share the machine with them. About three minutes.
 */
export async function events(options: BenchOptions): Promise<BenchResult> {
  const engines = engineNames.filter((name) => options.contenders?.includes(name) ?? true);
  if (engines.includes('redis') && !redisIsInstalled)
    throw new Error('redis-server is not installed; --contenders postgres measures the other engine only');
  const rates = (options.scenarios ?? ['2', '50', '200', '400']).map(Number);
  execFileSync(process.execPath, ['apps/standalone/build.mjs'], { stdio: 'inherit' });
  const measured: Rate[] = [];
  for (const engine of engines) measured.push(...(await onEngine(engine, rates, options)));
  show(measured);
  return {
    figures: Object.fromEntries(measured.flatMap(figuresOf)),
    engine: engines.join('+'),
    missed: missedBy(Object.fromEntries(measured.flatMap(figuresOf))),
  };
}

async function onEngine(
  engine: EngineName,
  rates: readonly number[],
  { seed, seconds, answerMs }: BenchOptions,
): Promise<Rate[]> {
  const postgres = await DurablePostgres.start();
  const desk = await new LightDesk(answerMs ?? platformMs).start();
  const ground = await layGround(engine);
  const measured: Rate[] = [];
  try {
    await postgres.leaveLogFiles();
    const seededAccounts = await seedAccounts(ground.databaseUrl, keyRing, accounts, seed);
    const installation = await Installation.start(ground, desk);
    const traffic = new Traffic(installation, desk);
    try {
      await traffic.offer(evenly(seededAccounts, 50, warmSeconds, seed), () => true, patienceMs);
      for (const perSecond of rates) {
        const offers = evenly(seededAccounts, perSecond, seconds ?? 15, seed);
        const before = await installation.worker.state();
        const outcomes = await traffic.offer(offers, () => true, patienceMs);
        const cpuMs = ((await installation.worker.state()).cpuMs - before.cpuMs) / outcomes.length;
        console.log(`  ${engine}, ${perSecond}/s: p99 ${rounded(percentile(took(outcomes), 0.99))} ms`);
        measured.push({ engine, perSecond, outcomes, cpuMs });
      }
    } finally {
      traffic.stop();
      await installation.stop();
    }
  } finally {
    desk.stop();
    await ground.clear();
    await postgres.stop();
  }
  return measured;
}

/** By accounts in turn, spread evenly with jitter; the same for the same seed. */
function evenly(all: readonly SeededAccount[], perSecond: number, seconds: number, seed: number): Offer[] {
  const random = seeded(seed);
  return Array.from({ length: perSecond * seconds }, (_, at): Offer => {
    const account = all[at % all.length];
    if (!account) throw new Error('there is no account');
    lastTicket += 1;
    return { atMs: ((at + random()) * 1_000) / perSecond, kind: 'event', account, ticketId: `${lastTicket}` };
  });
}

const took = (outcomes: readonly Outcome[]) => outcomes.map(({ doneMs }) => doneMs);

function figuresOf({ engine, perSecond, outcomes, cpuMs }: Rate): [string, number][] {
  const name = `${engine}_${perSecond}`;
  const accepted = outcomes.map(({ acceptedMs }) => acceptedMs);
  return [
    ...[0.5, 0.95, 0.99].map((share): [string, number] => [
      `${name}_p${100 * share}_ms`,
      rounded(percentile(took(outcomes), share), 1),
    ]),
    [`${name}_accepted_p99_ms`, rounded(percentile(accepted, 0.99), 1)],
    [`${name}_worker_cpu_ms`, rounded(cpuMs, 1)],
    [`${name}_events`, outcomes.length],
  ];
}

function show(measured: readonly Rate[]): void {
  const rows = measured.map((rate) => [
    `${rate.engine}, ${rate.perSecond} events/s`,
    ...figuresOf(rate).map(([, value]) => String(value)),
  ]);
  console.log(
    aligned([['', 'p50 ms', 'p95', 'p99', '202 p99', 'worker CPU each', 'events'], ...rows]).join('\n'),
  );
}
