import { setTimeout as pass } from 'node:timers/promises';
import type { EngineName } from '../../support/engines.js';
import { median, percentile, rounded } from './figures.js';
import { keyRing, layGround } from './ground.js';
import { Installation } from './installation.js';
import { LightDesk } from './light-desk.js';
import { floodOf, onsetMs, steady } from './load.js';
import { type SeededAccount, seedAccounts } from './seed.js';
import { Stores } from './stores.js';
import { type Kind, type Outcome, Traffic } from './traffic.js';

export interface FairnessOptions {
  accounts: number;
  /** Of them, how many have steady work. */
  active: number;
  seed: number;
  /** How long a phase is measured once the flooded account is saturated. */
  seconds: number;
  /** Each is a phase without the flood and one with it. */
  pairs: number;
}

/** Beyond this after a phase's last offer something is wrong, and no figure of it is one. */
const patienceMs = 60_000;

interface Phase {
  outcomes: Outcome[];
  /** Work of the flooded account that its budget did not allow; more than none: it was saturated to the end. */
  leftOver: number;
}

/**
 * 200 accounts with a little steady work each, beside 9,800 idle ones. In every second phase one more account is flooded;
 * the others are offered exactly the same work in both phases of a pair. A flood is by another account each time, which
 * was idle until then, and is taken away afterwards, so that a phase without a flood has none of it.
 *
 * A phase has two parts, told apart in the figures: the onset, when the flooded account still has all its budget and may
 * use it at once, and the time after it, when it has work for twice its budget and can only wait.
 */
export async function fairness(
  engine: EngineName,
  options: FairnessOptions,
): Promise<Record<string, number>> {
  const desk = await new LightDesk().start();
  const ground = await layGround(engine);
  const installation = await Installation.start(ground, desk);
  const stores = await new Stores(ground.databaseUrl, ground.redis?.url).open();
  const traffic = new Traffic(installation, desk);
  const { worker } = installation;
  try {
    const accounts = await seedAccounts(ground.databaseUrl, keyRing, options.accounts, options.seed);
    const rig = { traffic, stores, accounts, options };
    await phase(rig, 0, null); // pools, plans and compiled code are as in a process that has run for a while
    const phases: Record<'off' | 'on', Phase[]> = { off: [], on: [] };
    const cpu = { off: 0, on: 0 };
    for (let pair = 1; pair <= options.pairs; pair += 1) {
      // Which comes first changes, so that what drifts meets both.
      for (const flood of pair % 2 === 1 ? (['off', 'on'] as const) : (['on', 'off'] as const)) {
        const before = await worker.state();
        const began = performance.now();
        const flooded = flood === 'on' ? accounts[options.active + pair]! : null;
        phases[flood].push(await phase(rig, pair, flooded));
        const percent = (((await worker.state()).cpuMs - before.cpuMs) / (performance.now() - began)) * 100;
        cpu[flood] += percent / options.pairs;
        tell(pair, flood, phases[flood].at(-1)!);
      }
    }
    return {
      ...compared(phases.off, phases.on),
      active_worker_cpu_percent: rounded(cpu.off, 1),
      active_worker_cpu_percent_flooded: rounded(cpu.on, 1),
      helpdesk_refusals: desk.refused,
    };
  } finally {
    traffic.stop();
    await stores.close();
    await installation.stop();
    await ground.clear();
    desk.stop();
  }
}

interface Rig {
  traffic: Traffic;
  stores: Stores;
  accounts: readonly SeededAccount[];
  options: FairnessOptions;
}

async function phase(
  { traffic, stores, accounts, options }: Rig,
  pair: number,
  flooded: SeededAccount | null,
): Promise<Phase> {
  const lastsMs = onsetMs + options.seconds * 1_000;
  const quiet = steady(accounts.slice(0, options.active), options.seed * 1_000 + pair, lastsMs);
  const flood = flooded ? floodOf(flooded, lastsMs) : [];
  const outcomes = await traffic.offer(
    [...quiet, ...flood],
    ({ account }) => account !== flooded,
    patienceMs,
  );
  const leftOver = flooded ? await end(stores, flooded) : 0;
  await pass(1_000);
  return { outcomes, leftOver };
}

/**
 * Stops the account as its kill switch would, lets go out what is under way, and forgets what it still had to do, which
 * is counted.
 */
async function end(stores: Stores, { id }: SeededAccount): Promise<number> {
  await stores.run(`UPDATE accounts SET state = 'paused' WHERE id = $1`, [id]);
  await pass(1_000);
  const [row] = await stores.run<{ left: number }>(
    `WITH unread AS (DELETE FROM inbox WHERE account_id = $1 AND state = 'pending' RETURNING 1),
          unsent AS (DELETE FROM operations WHERE account_id = $1 AND finished_at IS NULL RETURNING 1)
     SELECT ((SELECT count(*) FROM unread) + (SELECT count(*) FROM unsent))::int AS left`,
    [id],
  );
  return row?.left ?? 0;
}

const times = ({ outcomes }: Phase, kind: Kind, isOnset: boolean, until: 'acceptedMs' | 'doneMs') =>
  outcomes
    .filter((one) => one.kind === kind && one.atMs < onsetMs === isOnset)
    .map((outcome) => outcome[until]);

function tell(pair: number, flood: 'off' | 'on', of: Phase): void {
  const p99 = (kind: Kind) =>
    [true, false]
      .map((isOnset) => Math.round(percentile(times(of, kind, isOnset, 'doneMs'), 0.99)))
      .join(' and ');
  const title = `  ${pair} flood ${flood}`.padEnd(14);
  console.log(`${title} p99, onset and after: events ${p99('event')} ms, operations ${p99('operation')} ms`);
}

/** Medians over the phases. */
function compared(off: readonly Phase[], on: readonly Phase[]): Record<string, number> {
  const figures: Record<string, number> = { flood_left_over: median(on.map((one) => one.leftOver)) };
  const middle = (phases: readonly Phase[], share: number, ...of: Tail<Parameters<typeof times>>) =>
    rounded(median(phases.map((one) => percentile(times(one, ...of), share))), 1);
  for (const kind of ['event', 'operation'] as const) {
    for (const [name, share] of [
      ['p50', 0.5],
      ['p99', 0.99],
    ] as const) {
      figures[`quiet_${kind}_${name}_ms`] = middle(off, share, kind, false, 'doneMs');
      figures[`quiet_${kind}_${name}_ms_flooded`] = middle(on, share, kind, false, 'doneMs');
    }
    const ratio = (isOnset: boolean) =>
      rounded(middle(on, 0.99, kind, isOnset, 'doneMs') / middle(off, 0.99, kind, isOnset, 'doneMs'), 2);
    figures[`quiet_${kind}_p99_ratio`] = ratio(false);
    figures[`onset_${kind}_p99_ms_flooded`] = middle(on, 0.99, kind, true, 'doneMs');
    figures[`onset_${kind}_p99_ratio`] = ratio(true);
    figures[`onset_${kind}_accepted_p99_ms`] = middle(off, 0.99, kind, true, 'acceptedMs');
    figures[`onset_${kind}_accepted_p99_ms_flooded`] = middle(on, 0.99, kind, true, 'acceptedMs');
  }
  return figures;
}

type Tail<T extends unknown[]> = T extends [unknown, ...infer Rest] ? Rest : never;
