import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type EngineName, engineNames } from '../support/engines.js';
import { intake } from './intake/index.js';
import { makeIntakePlan } from './intake/plan.js';
import { makePlan } from './plan.js';
import type { Result } from './plan.types.js';
import { writes } from './writes.js';

/**
 * `npm run chaos -- writes`: thousands of operations over all platforms of the sandbox while everything around them breaks,
 * then a count of what the tickets show against what was asked. `npm run chaos -- intake`: people act at sites while everything
 * breaks, then a comparison of what happened with what the automation was told. `--plan` only prints the fingerprint of what a seed means.
 * Exit code 1 when anything was doubled, lost, falsely confirmed, or left without an end or a stated reason.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    operations: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    engine: { type: 'string', default: 'both' },
    json: { type: 'string' },
    plan: { type: 'boolean', default: false },
  },
});
const operations = Number(values.operations);
const seed = Number(values.seed);
const engines = engineNames.filter((name) => values.engine === 'both' || values.engine === name);
const isKnown = positionals[0] === 'writes' || positionals[0] === 'intake';
if (!isKnown || engines.length === 0 || !(operations > 0) || !Number.isInteger(seed)) {
  console.error(
    'Say: npm run chaos -- writes|intake [--operations N] [--seed N] [--engine postgres|redis|both] [--json FILE] [--plan]',
  );
  process.exit(2);
}
const [plan, told, run] = chosen();
const fingerprint = createHash('sha256').update(JSON.stringify(plan)).digest('hex').slice(0, 16);
console.log(`seed ${seed}: plan ${fingerprint}, ${told}`);
if (values.plan) process.exit(0);

const figures: Record<string, number> = {};
const missed: string[] = [];
for (const engine of engines) {
  const result = await run(engine);
  missed.push(...result.missed.map((sentence) => `${engine}: ${sentence}`));
  Object.assign(figures, named(engine, result.figures));
}
for (const miss of missed) console.error(`✗ ${miss}`);
if (values.json !== undefined) {
  const commit = execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
  const told = {
    ...figures,
    plan: fingerprint,
    seed,
    engine: engines.join(' and '),
    commit,
    failed: missed.length,
  };
  await writeFile(values.json, `${JSON.stringify(told, null, 2)}\n`);
}
process.exit(missed.length > 0 ? 1 : 0);

function named(engine: EngineName, of: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(of).map(([name, figure]) => [`${engine}_${name}`, figure]));
}

function chosen(): [plan: object, told: string, run: (engine: EngineName) => Promise<Result>] {
  if (positionals[0] === 'intake') {
    const intakePlan = makeIntakePlan(seed, operations);
    const said = `${intakePlan.acts.length} acts, ${intakePlan.turns.length} disturbances`;
    return [intakePlan, said, (engine) => intake(intakePlan, engine)];
  }
  const writesPlan = makePlan(seed, operations);
  const said = `${writesPlan.asks.length} operations, ${writesPlan.turns.length} disturbances`;
  return [writesPlan, said, (engine) => writes(writesPlan, engine)];
}
