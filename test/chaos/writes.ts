import { execFileSync } from 'node:child_process';
import { ApiError, type Operation } from '@nightdesk/sdk';
import { startSandbox, type Sandbox } from '../../apps/sandbox/src/sandbox.js';
import { Front } from '../support/front.js';
import { type Asked, Asker } from './asker.js';
import { Disturbances, type HumanAct, type Scene } from './disturbances.js';
import { Installation } from './installation.js';
import type { Engine, Plan, Result } from './plan.types.js';
import { inTime, rest } from './pace.js';
import { Recorder } from './recorder.js';
import { countOf, tell } from './report.js';
import { makeSite } from './sites/index.js';
import { Stores } from './stores.js';
import { judge, judgeLast, problemKinds, type Verdict } from './verdict.js';

/** How long operations may take to come to rest once everything works but the calls that their faults still wait for. */
const withFaultsMs = 180_000;
/** And once nothing is broken any more. */
const restMs = 300_000;

/** One run of the plan on one engine, from empty stores to the count. */
export async function writes(plan: Plan, engine: Engine): Promise<Result> {
  // Only what changed since the last build.
  execFileSync(process.execPath, ['apps/standalone/build.mjs'], { stdio: 'inherit' });
  const stores = await Stores.start(engine);
  const front = await Front.start();
  let sandbox: Sandbox | undefined;
  let installation: Installation | undefined;
  try {
    installation = await Installation.start(stores, async (redirectUri) => {
      sandbox = await startSandbox({ redirectUris: [redirectUri] });
      front.target = sandbox.url;
      return { platformsUrl: front.url, sandboxUrl: sandbox.url };
    });
    if (!sandbox) throw new Error('there is no sandbox');
    return await run(plan, engine, { stores, front, sandbox, installation });
  } catch (error) {
    // The run ends here, and only the programs know why.
    if (error instanceof ApiError && error.traceId)
      for (const { name, lines } of saidOf(installation, error.traceId))
        console.error(name, lines.join('\n'));
    throw error;
  } finally {
    await installation?.stop();
    front.stop();
    await sandbox?.close();
    await stores.stop();
  }
}

function saidOf(installation: Installation | undefined, traceId: string) {
  const programs = installation?.programs ?? [];
  return programs.map((program) => ({ name: program.name, lines: program.linesOf(traceId) }));
}

type Ground = Pick<Scene, 'stores' | 'front' | 'sandbox' | 'installation'>;

async function run(plan: Plan, engine: Engine, ground: Ground): Promise<Result> {
  const { sandbox, installation } = ground;
  const sites = plan.sites.map((site) => makeSite(sandbox, site));
  const siteOf = plan.tickets.map(({ site }) => site);
  const tickets = plan.tickets.map(({ site, kind }, n) => {
    const found = sites[site];
    if (!found) throw new Error(`there is no site ${site}`);
    return found.open(kind, `Order ${n}`);
  });
  const asker = new Asker(installation.clients, `chaos-${plan.seed}`);
  const accounts: string[] = [];
  const scene: Scene = { ...ground, asker, sites, tickets, siteOf, accounts };
  const disturbances = new Disturbances(scene);
  for (const site of sites) accounts.push(await disturbances.connect(site));
  const journal = new Recorder(sandbox);
  const begun = Date.now();
  const asked = plan.asks.map((ask, n): Asked => {
    const [site, ticket] = [sites[siteOf[ask.ticket] ?? 0], tickets[ask.ticket]];
    if (!site || !ticket) throw new Error(`there is no ticket ${ask.ticket}`);
    const accountId = accounts[siteOf[ask.ticket] ?? 0] ?? '';
    return { n, ask, site, ticket, accountId, ids: [], refused: null, unlessAnsweredSince: null };
  });
  console.log(
    `${engine}: ${sites.length} accounts are connected; asking for ${Math.round(plan.lastsMs / 1_000)} s`,
  );
  await Promise.all([
    inTime(
      asked,
      begun,
      ({ ask }) => ask.atMs,
      async (one) => {
        disturbances.arm(one);
        await asker.ask(one);
      },
    ),
    inTime(
      plan.turns,
      begun,
      ({ atMs }) => atMs,
      (turn) => disturbances.make(turn),
    ),
  ]);
  await disturbances.restore();
  const restored = Date.now();
  console.log(`${engine}: everything works again after ${seconds(begun)} s; waiting for rest`);
  await rest(asker, asked, withFaultsMs);
  sandbox.control.clearFaults();
  const operations = await rest(asker, asked, restMs);
  const rested = seconds(restored);
  journal.stop();
  const verdicts = judgeAll(asked, operations, scene, disturbances.humans);
  const { programs } = installation;
  tell({ engine, verdicts, disturbances, journal: journal.entries, programs });
  const counts = Object.fromEntries(problemKinds.map((kind) => [kind, countOf(verdicts, kind)]));
  const of = (outcome: string) => verdicts.filter((one) => one.outcome === outcome).length;
  return {
    figures: {
      operations: verdicts.length,
      ...counts,
      confirmed: of('confirmed'),
      failed: of('failed'),
      dead: of('dead'),
      cancelled: of('cancelled'),
      held: of('held'),
      undecided: of('review'),
      unclaimed_steps: verdicts.reduce((sum, { unclaimed }) => sum + unclaimed, 0),
      superseded_by_ourselves: verdicts.filter(({ isWronglySuperseded }) => isWronglySuperseded).length,
      faults_met: disturbances.answeredWrongly + journal.entries.filter(({ fault }) => fault !== null).length,
      ended_by_themselves: programs.reduce((sum, { ends }) => sum + ends, 0),
      seconds_to_rest: rested,
      seconds: seconds(begun),
    },
    missed: Object.entries(counts).flatMap(([kind, count]) => (count > 0 ? [`${count} ${kind}`] : [])),
  };
}

function judgeAll(
  asked: readonly Asked[],
  operations: ReadonlyMap<string, Operation | null>,
  { tickets }: Scene,
  humans: readonly HumanAct[],
): Verdict[] {
  const verdicts = asked.map((one) =>
    judge(
      one,
      one.ids.map((id) => operations.get(id) ?? null),
      one.site.truth(one.ticket),
      humans.filter(({ ticket }) => ticket === one.ticket),
    ),
  );
  for (const ticket of tickets) {
    const here = verdicts.filter((one) => one.asked.ticket === ticket);
    const [first] = here;
    if (!first) continue;
    const truth = first.asked.site.truth(ticket);
    const lastly = Math.max(0, ...humans.filter((act) => act.ticket === ticket).map(({ at }) => at));
    for (const kind of ['status', 'assignee'] as const) judgeLast(here, truth, lastly, kind);
  }
  return verdicts;
}

const seconds = (since: number) => Math.round((Date.now() - since) / 1_000);
