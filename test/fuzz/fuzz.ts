import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { engineNames } from '../support/engines.js';
import { installationGround } from '../support/installation-ground.js';
import { World } from '../support/world.js';
import { unlimited } from './limits.js';
import { fuzz } from './run.js';

/**
 * `npm run fuzz`: requests made up from the description, changed webhooks and bytes that are no HTTP, against a whole
 * installation. Exit code 1 when one was answered with 5xx, otherwise than described or not at all, when somebody was let in
 * who may not, when a secret leaked, when a refused request left something behind, or when the memory of the api grew.
 */
const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    engine: { type: 'string', default: 'postgres' },
    json: { type: 'string' },
  },
});
const engine = engineNames.find((name) => name === values.engine);
const [requests, seed] = [Number(values.requests), Number(values.seed)];
if (!engine || !(requests > 0) || !Number.isInteger(seed)) {
  console.error('Say: npm run fuzz [-- --requests N] [--seed N] [--engine postgres|redis] [--json FILE]');
  process.exit(2);
}
const installation = await installationGround(engine);
const { databaseUrl, redis } = installation;
// With much room V8 leaves garbage lie, which looks like growth.
const tight = { NODE_OPTIONS: '--max-old-space-size=192' };
const world = await World.start({ databaseUrl, redis }, { ...unlimited, ...tight });
const missed: string[] = [];
let figures: Record<string, number> = {};
try {
  const result = await fuzz(world, requests, seed);
  missed.push(...result.missed);
  figures = result.figures;
} finally {
  // It throws when a log has a secret.
  await world.stop().catch((error: unknown) => missed.push(String(error)));
  await installation.stop();
}
console.table(figures);
for (const miss of missed) console.error(`✗ ${miss}`);
if (values.json !== undefined) {
  const commit = execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
  const told = { ...figures, seed, engine, commit, failed: missed.length };
  await writeFile(values.json, `${JSON.stringify(told, null, 2)}\n`);
}
process.exit(missed.length > 0 ? 1 : 0);
