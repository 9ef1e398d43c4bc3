import { execFileSync } from 'node:child_process';
import type { Event } from '@nightdesk/contract';
import type { Nightdesk } from '@nightdesk/sdk';
import { startSandbox, type Sandbox } from '../../../apps/sandbox/src/sandbox.js';
import { Consumer } from '../../support/consumer.js';
import { until } from '../../support/until.js';
import { Installation } from '../installation.js';
import { inTime } from '../pace.js';
import type { Engine, Result } from '../plan.types.js';
import { makeSite } from '../sites/index.js';
import { Stores } from '../stores.js';
import { Balancer } from './balancer.js';
import { type IntakePlan, sites as siteCount } from './plan.js';
import { Rows } from './rest.js';
import { Happenings, type Scene } from './scene.js';
import { type History, judge, problemKinds } from './verdict.js';

const restMs = 300_000;
/** Of the platform's retries and time-outs: a run need not wait as long as a platform does. */
const deliveryTimeScale = 0.25;

/** One run of the plan on one engine, from empty stores to the comparison. `lost`: what no webhook told is found by sweeps. */
export async function intake(plan: IntakePlan, engine: Engine, lost: boolean): Promise<Result> {
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
    const names = Array.from({ length: siteCount }, (_, n) => `intake${n + 1}`);
    const made = names.map((name) => makeSite(sandbox as Sandbox, { platform: 'zendesk', name }));
    return await run(plan, engine, { sandbox, stores, installation, balancer, consumer, sites: made }, lost);
  } finally {
    await installation?.stop();
    balancer.stop();
    consumer.stop();
    await sandbox?.close();
    await stores.stop();
  }
}

async function run(plan: IntakePlan, engine: Engine, scene: Scene, lost: boolean): Promise<Result> {
  const { installation, consumer, balancer, sandbox } = scene;
  const [nightdesk] = installation.clients;
  const [visitor] = installation.visitors;
  if (!nightdesk || !visitor) throw new Error('there is no api');
  const accounts: string[] = [];
  for (const site of scene.sites) accounts.push(await site.connect({ nightdesk, visitor }));
  const { id: subscriberId, secret } = await nightdesk.createSubscriber({ url: consumer.url });
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
  await happenings.restore();
  const restored = Date.now();
  console.log(`${engine}: everything works again; waiting for rest`);
  await sandbox.control.deliveriesSettled();
  // What waits for a later attempt goes out now; hours of patience are not what is tested here.
  const again = () => nightdesk.subscriberActions.change(subscriberId, { state: 'disabled' });
  await until(() => again().catch(() => null), 60_000);
  await nightdesk.subscriberActions.change(subscriberId, { state: 'active' });
  const rows = await Rows.open(scene.stores.environment['DATABASE_URL'] ?? '');
  let rested = await rows.rest(restMs);
  if (lost) await Promise.all(accounts.map((id) => sweep(nightdesk, id)));
  // What was turned away, or given up by the platform, is told by the ticket's next webhook: one for each, undisturbed.
  else
    for (const n of plan.tickets.keys())
      await happenings.act({ atMs: 0, ticket: n, kind: 'customer', text: `|last ${n}|` });
  await sandbox.control.deliveriesSettled();
  rested = (await rows.rest(restMs)) && rested;
  const unkept = await rows.unkept(balancer.accepted);
  await rows.close();
  return count({ plan, engine, scene, happenings, accounts, unkept, rested, begun, restored });
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

interface Outcome {
  plan: IntakePlan;
  engine: Engine;
  scene: Scene;
  happenings: Happenings;
  /** By site. */
  accounts: readonly string[];
  unkept: readonly string[];
  rested: boolean;
  begun: number;
  restored: number;
}

function count({
  plan,
  engine,
  scene,
  happenings,
  accounts,
  unkept,
  rested,
  begun,
  restored,
}: Outcome): Result {
  const { consumer, sandbox, balancer, installation } = scene;
  const first = new Map<string, Event>();
  for (const event of consumer.deliveries) if (!first.has(event.id)) first.set(event.id, event);
  const problems = plan.tickets.flatMap((siteNumber, n) => {
    const [site, ticket] = [happenings.siteOf(n), happenings.tickets.get(n)];
    if (!ticket) return [];
    const { messages, status, tags } = sandbox.control.zendesk(site.name).desk.show(ticket.id);
    const history: History = { site: site.name, ticketId: ticket.id, messages, status, tags };
    const told = [...first.values()].filter(
      ({ accountId, ticketId }) => accountId === accounts[siteNumber] && ticketId === ticket.id,
    );
    return judge(history, told);
  });
  for (const { kind, ticketId, what } of problems.slice(0, 30))
    console.log(`  ticket ${ticketId}: ${kind}: ${what}`);
  const counts = Object.fromEntries(
    problemKinds.map((kind) => [kind, problems.filter((one) => one.kind === kind).length]),
  );
  const bad = {
    ...counts,
    accepted_and_not_kept: unkept.length,
    unrested: rested ? 0 : 1,
    unsigned: consumer.refused.length,
  };
  console.log(
    `${engine}: ${JSON.stringify(happenings.done)}; ${first.size} events, ${consumer.deliveries.length - first.size} of them told again`,
  );
  return {
    figures: {
      acts: plan.acts.length,
      events: first.size,
      told_again: consumer.deliveries.length - first.size,
      webhooks_accepted: balancer.accepted.size,
      webhooks_turned_away: balancer.turnedAway,
      ...bad,
      ended_by_themselves: installation.programs.reduce((sum, { ends }) => sum + ends, 0),
      seconds_to_rest: Math.round((Date.now() - restored) / 1_000),
      seconds: Math.round((Date.now() - begun) / 1_000),
    },
    missed: Object.entries(bad).flatMap(([kind, n]) => (n > 0 ? [`${n} ${kind}`] : [])),
  };
}
