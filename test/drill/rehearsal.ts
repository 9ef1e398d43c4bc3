import { setTimeout as pass } from 'node:timers/promises';
import type { Incident } from '@nightdesk/sdk';
import { type DrillName, drills } from './drills.js';
import type { Ground } from './ground.js';
import { type Stage, stages } from './stages.js';

/** What Nightdesk says of the fault. */
export type Told = Pick<Incident, 'title' | 'reason' | 'effect' | 'remedy'>;

/** How long one drill took. */
export interface Rehearsed {
  /** From the fault until Nightdesk told of it, and from the repair until it was over by itself. */
  secondsToNotice: number;
  secondsToResolve: number;
}

const patienceMs = 280_000;
const lookMs = 500;
const trafficMs = 2_000;

/**
 * One drill from beginning to end.
 * @param look what is done while the fault is there and known.
 * @throws Missed when Nightdesk does not tell of it, or does not see that it is over.
 */
export async function rehearse(
  ground: Ground,
  name: DrillName,
  look: (stage: Stage, told: Told) => Promise<void>,
): Promise<Rehearsed> {
  const stage = await stages[name](ground);
  const injected = performance.now();
  await stage.inject();
  const told = await seen(stage, false, () => findTold(ground, name, stage), `${name} was not noticed`);
  const secondsToNotice = since(injected);
  await look(stage, told);
  const healed = performance.now();
  await stage.heal();
  const isOver = async () => ((await findTold(ground, name, stage)) ? null : true);
  await seen(stage, true, isOver, `${name} was not seen to be over`);
  return { secondsToNotice, secondsToResolve: since(healed) };
}

/** Nightdesk did not notice something that it must notice. */
export class Missed extends Error {
  override readonly name = 'Missed';
}

/** Looks until there is something to be seen, while the day's work goes on. */
async function seen<T>(stage: Stage, isHealed: boolean, look: () => Promise<T | null>, missed: string) {
  const end = Date.now() + patienceMs;
  let isFound = false;
  const working = (async () => {
    while (!isFound && Date.now() < end) {
      await stage.traffic?.(isHealed);
      await pass(trafficMs);
    }
  })();
  const looking = (async () => {
    while (Date.now() < end) {
      const found = await look();
      if (found !== null) return found;
      await pass(lookMs);
    }
    return null;
  })();
  // Traffic that fails ends the drill at once.
  const found = await Promise.race([looking, working.then(() => looking)]);
  isFound = true;
  await working;
  if (found !== null) return found;
  throw new Missed(`${missed} within ${patienceMs / 1_000} s`);
}

async function findTold({ world }: Ground, name: DrillName, stage: Stage): Promise<Told | null> {
  const { cause, seen: where } = drills[name];
  if (where === 'banner') return system(world.url, world.key, cause);
  const { data } = await world.nightdesk.incidents.list({
    state: 'open',
    ...(stage.accountId !== null && { accountId: stage.accountId }),
  });
  const isIt = (incident: Incident) =>
    incident.cause === cause && (stage.accountId !== null || incident.reason.includes(stage.named));
  return data.find(isIt) ?? null;
}

/** What the banner says; the only drill that needs `GET /v1/health/system`. */
async function system(url: string, key: string, word: string): Promise<Told | null> {
  const headers = { Authorization: `Bearer ${key}` };
  const answer = await fetch(`${url}/v1/health/system`, { headers });
  if (!answer.ok) return null;
  const found = troubles(await answer.json()).find((one) => one.cause.includes(word));
  return found ? { title: '', effect: '', reason: '', remedy: '', ...found } : null;
}

/** Whatever in an answer has a cause. */
function troubles(value: unknown): ({ cause: string } & Partial<Told>)[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(troubles);
  return 'cause' in value && typeof value.cause === 'string' ? [value as { cause: string }, ...inner] : inner;
}

const since = (start: number) => Math.round((performance.now() - start) / 100) / 10;
