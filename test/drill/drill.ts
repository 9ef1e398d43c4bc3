import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { engineNames } from '../support/engines.js';
import { installationGround } from '../support/installation-ground.js';
import { World } from '../support/world.js';
import { type DrillName, drillNames, drills } from './drills.js';
import { Ground, Skew } from './ground.js';
import { type Rehearsed, rehearse, type Told } from './rehearsal.js';
import type { Stage } from './stages.js';

/**
 * `npm run drill -- NAME`: starts a whole installation with the sandbox, breaks one thing, waits until Nightdesk has noticed,
 * and says where to look; Ctrl-C ends it. `--once` looks itself, repairs, waits until it is over by itself, and ends with 1
 * when something was missed. `all` with `--once` runs one after the other. Without a name it lists them.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    once: { type: 'boolean', default: false },
    engine: { type: 'string', default: 'postgres' },
    json: { type: 'string' },
  },
});
const [wanted = ''] = positionals;
const chosen = wanted === 'all' && values.once ? drillNames : drillNames.filter((name) => name === wanted);
const engine = engineNames.find((name) => name === values.engine);
if (chosen.length === 0 || !engine) {
  for (const name of drillNames) console.log(`  ${name.padEnd(16)} ${drills[name].fault}`);
  console.log('\nSay: npm run drill -- NAME [--once] [--engine postgres|redis] [--json FILE], or all --once');
  process.exit(wanted === '' ? 0 : 2);
}
const installation = await installationGround(engine);
const { databaseUrl, redis } = installation;
const skew = new Skew();
const world = await World.start({ databaseUrl, redis }, { LOG_LEVEL: 'warn' }, { now: skew.now });
const ground = new Ground(world, skew, databaseUrl);
const figures: Record<string, number> = {};
let failed = 0;
try {
  for (const name of chosen) {
    console.log(`${name}: ${drills[name].fault}`);
    try {
      const { secondsToNotice, secondsToResolve }: Rehearsed = await rehearse(ground, name, (stage, told) =>
        show(name, stage, told),
      );
      const prefix = chosen.length > 1 ? `${name.replaceAll('-', '_')}_` : '';
      Object.assign(figures, {
        [`${prefix}seconds_to_notice`]: secondsToNotice,
        [`${prefix}seconds_to_resolve`]: secondsToResolve,
      });
      console.log(`  ✓ noticed after ${secondsToNotice} s, over ${secondsToResolve} s after the repair`);
    } catch (error) {
      failed += 1;
      console.error(`  ✗ ${error instanceof Error ? error.message : String(error)}`);
    }
  }
} finally {
  ground.close();
  await world.stop();
  await installation.stop();
}
if (values.json !== undefined) {
  const commit = execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
  const told = { ...figures, seed: 0, engine, commit, failed };
  await writeFile(values.json, `${JSON.stringify(told, null, 2)}\n`);
}
process.exit(failed > 0 ? 1 : 0);

/** Says where to look and what is to be seen there; without `--once` until Ctrl-C. */
async function show(name: DrillName, { accountId, named }: Stage, told: Told): Promise<void> {
  const { ADMIN_EMAIL, ADMIN_PASSWORD } = world.environment;
  const lines = [
    `Overview   ${world.url}/ names ${named || 'it in the banner'}: ${told.title}`,
    ...(accountId === null ? [] : [`Account    ${world.url}/accounts/${accountId}`]),
    `What is so ${told.reason}`,
    `Effect     ${told.effect}`,
    `Remedy     ${told.remedy}`,
    `Log in as  ${ADMIN_EMAIL}  password ${ADMIN_PASSWORD}`,
  ];
  console.log(lines.map((line) => `  ${line}`).join('\n'));
  if (drills[name].seen !== 'banner' && (told.title === '' || told.remedy === ''))
    throw new Error(`${name} is told without a title or a remedy`);
  if (values.once) return;
  console.log('  Ctrl-C ends it.');
  await once(process, 'SIGINT');
  // What follows would wait for the repair; whoever pressed Ctrl-C has seen enough.
  ground.close();
  await world.stop();
  await installation.stop();
  process.exit(0);
}
