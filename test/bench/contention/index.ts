import { execFileSync } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import type { BenchOptions, BenchResult } from '../benches.js';
import { contenders } from './contenders/index.js';
import { ceiling, platformLimit, readsOffered, usualAnswerMs, windowMs, writesOffered } from './figures.js';
import { measure, type Measures } from './measure.js';
import { isOurs, missed } from './promises.js';
import { race, type Race } from './run.js';
import { type Scenario, scenarios } from './scenarios.js';
import { Stage } from './stage.js';
import { table } from './table.js';

/**
 * A limit that everybody wants more of than there is: reads at twice of it, writes at a tenth. What happens to the writes,
 * and to the limit?
 */
export async function contention(options: BenchOptions): Promise<BenchResult> {
  const wanted = pick(scenarios, ({ name }) => name, options.scenarios);
  const names = pick(Object.keys(contenders), (name) => name, options.contenders);
  const result: BenchResult = { figures: {}, engine: 'postgres and redis', missed: [] };
  console.log(
    `${platformLimit} calls in ${windowMs / 1_000} s are allowed, of which a careful client uses ${ceiling}. Offered in that time: ` +
      `${readsOffered} reads and ${writesOffered} writes. Seed ${options.seed}.`,
  );
  // Only what changed since the last build.
  execFileSync(process.execPath, ['apps/standalone/build.mjs'], { stdio: 'inherit' });
  const answerMs = options.answerMs ?? usualAnswerMs;
  const stage = await Stage.start(answerMs);
  try {
    for (const scenario of wanted) {
      const invited = scenario.isOurs ? names.filter(isOurs) : names;
      const seconds = options.seconds ?? scenario.seconds;
      const races: Race[] = [];
      for (const heat of heats(invited))
        races.push(await race(stage, scenario, { seed: options.seed, seconds, contenders: heat }));
      const measures = races.flatMap(({ runs }) => runs.map((one) => measure(one, scenario)));
      const deskLateMs = Math.max(...races.map((one) => one.deskLateMs));
      console.log(table(scenario, measures));
      const [load = 0] = loadavg();
      console.log(
        `The platform itself was late by ${deskLateMs} ms at most; load ${load.toFixed(1)} on ${cpus().length} processors.`,
      );
      result.figures[`${scenario.name.replaceAll('-', '_')}_desk_late_ms`] = deskLateMs;
      Object.assign(result.figures, ...measures.map((one) => figures(scenario, one)));
      result.missed.push(...missed(scenario, measures, answerMs));
    }
    return result;
  } finally {
    await stage.stop();
  }
}

function figures({ name }: Scenario, { contender, ...one }: Measures): Record<string, number | null> {
  const prefix = `${name}_${contender}`.replaceAll('-', '_');
  const { refusedByChange, yieldedMs, ...rest } = one;
  return {
    [`${prefix}_refused`]: rest.refused,
    [`${prefix}_write_p50_ms`]: rest.p50,
    [`${prefix}_write_p95_ms`]: rest.p95,
    [`${prefix}_write_p99_ms`]: rest.p99,
    [`${prefix}_write_done_p50_ms`]: rest.doneP50,
    [`${prefix}_write_arrived_p50_ms`]: rest.arrivedP50,
    [`${prefix}_write_arrived_p99_ms`]: rest.arrivedP99,
    [`${prefix}_throughput`]: rest.throughput,
    [`${prefix}_writes`]: rest.writes,
    [`${prefix}_writes_falsely_done`]: rest.falselyDone,
    [`${prefix}_writes_failed`]: rest.failed,
    [`${prefix}_writes_unfinished`]: rest.unfinished,
    [`${prefix}_writes_doubled`]: rest.doubled,
    ...(yieldedMs !== null && { [`${prefix}_yielded_ms`]: yieldedMs }),
    ...(refusedByChange.length > 1 &&
      Object.fromEntries(
        refusedByChange.map((count, index) => [`${prefix}_refused_after_change_${index}`, count]),
      )),
  };
}

/**
 * The libraries race side by side: they wait for the limit and need hardly any processor. Nightdesk's programs and its
 * stores have the machine to themselves, one engine after the other, or each would measure the other's share of it.
 */
function heats(names: readonly string[]): string[][] {
  const libraries = names.filter((name) => !isOurs(name));
  const ours = names.filter(isOurs).map((name) => [name]);
  return libraries.length > 0 ? [libraries, ...ours] : ours;
}

/** Those that are asked for, in our order. */
function pick<T>(all: readonly T[], nameOf: (one: T) => string, asked: readonly string[] | null): T[] {
  const unknown = asked?.filter((name) => !all.some((one) => nameOf(one) === name)) ?? [];
  if (unknown.length > 0)
    throw new Error(`${unknown.join(', ')}: not known. There are: ${all.map(nameOf).join(', ')}`);
  return all.filter((one) => asked === null || asked.includes(nameOf(one)));
}
