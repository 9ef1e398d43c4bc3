import { execFileSync } from 'node:child_process';
import { setTimeout as pass } from 'node:timers/promises';
import type { Nightdesk } from '@nightdesk/sdk';
import { startSandbox, type Sandbox } from '../../../apps/sandbox/src/sandbox.js';
import { Consumer } from '../../support/consumer.js';
import { until } from '../../support/until.js';
import { Installation } from '../installation.js';
import { inTime } from '../pace.js';
import type { Engine, Result } from '../plan.types.js';
import { makeSite } from '../sites/index.js';
import { Stores } from '../stores.js';
import { Automation } from './automation.js';
import { Balancer } from './balancer.js';
import { count } from './count.js';
import type { IntakePlan } from './plan.js';
import { Rows } from './rows.js';
import { Happenings, type Scene } from './scene.js';
import { DeliveryTime } from './time.js';

const restMs = 300_000;
/** Of the platforms' retries and time-outs: a run need not wait as long as they do. */
const deliveryTimeScale = 0.1;
/** The first retry of every platform is in it; what is tried again later than that is found by the sweep before. */
const retriesMs = 60_000;
/** A sweep leaves to its webhook what changed within the last minute, and listings may show a change some seconds late. */
const toldBySweepsAfterMs = 65_000;

/** One run of the plan on one engine, from empty stores to the comparison. */
export async function intake(plan: IntakePlan, engine: Engine): Promise<Result> {
  execFileSync(process.execPath, ['apps/standalone/build.mjs'], { stdio: 'inherit' });
  const stores = await Stores.start(engine);
  const [balancer, consumer] = [await Balancer.start(), await Consumer.start()];
  let sandbox: Sandbox | undefined;
  let installation: Installation | undefined;
  try {
    installation = await Installation.start(stores, async (redirectUri, apis) => {
      sandbox = await startSandbox({ redirectUris: [redirectUri], deliveryTimeScale });
      balancer.apis = apis;
      return { platformsUrl: sandbox.url, sandboxUrl: sandbox.url, webhookUrl: balancer.url };
    });
    if (!sandbox) throw new Error('there is no sandbox');
    const sites = plan.sites.map((site) => makeSite(sandbox as Sandbox, site));
    const rows = new Rows(stores.environment['DATABASE_URL'] ?? '');
    const time = new DeliveryTime(rows);
    const automation = new Automation(consumer);
    const scene = { sandbox, stores, installation, balancer, automation, time, sites };
    return await run(plan, engine, scene, rows);
  } finally {
    await installation?.stop();
    balancer.stop();
    consumer.stop();
    await sandbox?.close();
    await stores.stop();
  }
}

async function run(plan: IntakePlan, engine: Engine, scene: Scene, rows: Rows): Promise<Result> {
  const { installation, automation, balancer, sandbox, time } = scene;
  const { consumer } = automation;
  const [nightdesk] = installation.clients;
  const [visitor] = installation.visitors;
  if (!nightdesk || !visitor) throw new Error('there is no api');
  const accounts: string[] = [];
  for (const site of scene.sites) {
    const id = await site.connect({ nightdesk, visitor });
    await site.announce(nightdesk, id);
    accounts.push(id);
  }
  const { secret } = await nightdesk.createSubscriber({ url: consumer.url });
  consumer.secret = secret;
  const happenings = new Happenings(scene, plan);
  const begun = Date.now();
  console.log(`${engine}: ${accounts.length} accounts are connected; ${plan.lastsMs / 1_000} s of work`);
  await Promise.all([
    inTime(
      plan.acts,
      begun,
      ({ atMs }) => atMs,
      (act) => happenings.act(act),
    ),
    inTime(
      plan.turns,
      begun,
      ({ atMs }) => atMs,
      (turn) => happenings.make(turn),
    ),
  ]);
  const lastAct = begun + plan.lastsMs;
  await happenings.restore();
  const restored = Date.now();
  console.log(`${engine}: everything works again; waiting for rest`);
  await Promise.race([sandbox.control.deliveriesSettled(), pass(retriesMs, undefined, { ref: false })]);
  let rested = await time.rest(restMs);
  // What no webhook told, because it was lost, turned away or given up, is found by looking.
  await pass(Math.max(0, lastAct + toldBySweepsAfterMs - Date.now()));
  await Promise.all(accounts.map((id) => sweep(nightdesk, id)));
  rested = (await time.rest(restMs)) && rested;
  const unkept = await rows.unkept(balancer.accepted);
  const slowest = await rows.slowest();
  return count({ plan, engine, scene, happenings, accounts, unkept, slowest, rested, begun, restored });
}

/** Looks at everything that changed since the mark, and waits until that has been done. */
async function sweep(nightdesk: Nightdesk, accountId: string): Promise<void> {
  const asked = Date.now();
  await nightdesk.sweep(accountId, { full: false });
  await until(async () => {
    const { lastAt } = (await nightdesk.sweeps(accountId)).incremental;
    return lastAt !== null && Date.parse(lastAt) > asked;
  }, 120_000);
}
