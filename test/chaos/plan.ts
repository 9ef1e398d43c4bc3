import { seeded } from '../bench/accounts/figures.js';
import {
  type Ask,
  callFaults,
  type Plan,
  type PlannedFault,
  type PlannedSite,
  type PlannedStep,
  type PlannedTicket,
  platforms,
  type Turn,
} from './plan.types.js';

const sitesPerPlatform = 4;
/** One operation each so many milliseconds, and long enough for every disturbance to meet some. */
const everyMs = 140;
const shortestMs = 60_000;

/** Chances by a generator; each draw uses up one number, so the order of draws is part of the plan. */
export class Dice {
  constructor(private readonly random: () => number) {}

  chance(share: number): boolean {
    return this.random() < share;
  }

  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number {
    return least + Math.floor(this.random() * (most - least + 1));
  }

  one<T>(all: readonly T[]): T {
    const found = all[Math.floor(this.random() * all.length)];
    if (found === undefined) throw new Error('nothing to draw from');
    return found;
  }
}

/** So many sites of each platform, side by side. */
export const sitesOf = (perPlatform: number): PlannedSite[] =>
  platforms.flatMap((platform) =>
    Array.from({ length: perPlatform }, (_, n): PlannedSite => ({ platform, name: `${platform}${n + 1}` })),
  );

/** Tickets spread over the sites. */
export const ticketsOf = (dice: Dice, sites: number, count: number): PlannedTicket[] =>
  Array.from({ length: Math.max(sites, count) }, (_, n): PlannedTicket => {
    return { site: n % sites, kind: dice.chance(0.25) ? 'ticket' : 'conversation' };
  });

/** Everything that a run does and suffers, by its seed and size alone. */
export function makePlan(seed: number, operations: number): Plan {
  const dice = new Dice(seeded(seed));
  const lastsMs = Math.max(shortestMs, operations * everyMs);
  const sites = sitesOf(sitesPerPlatform);
  const tickets = ticketsOf(dice, sites.length, Math.ceil(operations / 3));
  const asks = Array.from({ length: operations }, (_, n) => ask(dice, seed, n, tickets.length, lastsMs));
  const turns = turnsOf(dice, { lastsMs, sites: sites.length, tickets: tickets.length, asks });
  return { seed, lastsMs, sites, tickets, asks: byTime(asks), turns: byTime(turns) };
}

function ask(dice: Dice, seed: number, n: number, tickets: number, lastsMs: number): Ask {
  const steps = stepsOf(dice, `${seed}-${n}`);
  return {
    atMs: dice.between(1_000, lastsMs),
    ticket: dice.between(0, tickets - 1),
    steps,
    fault: dice.chance(0.35) ? faultOf(dice, steps) : null,
    api: dice.between(0, 1),
    again: dice.chance(0.15)
      ? { key: dice.one(['same', 'other']), afterMs: dice.chance(0.5) ? 0 : dice.between(50, 8_000) }
      : null,
    unlessAnswered: dice.chance(0.1),
    cancelAfterMs: dice.chance(0.03) ? dice.between(0, 3_000) : null,
  };
}

/** One step at least that can be counted. */
function stepsOf(dice: Dice, name: string): PlannedStep[] {
  const make: Record<PlannedStep['kind'], () => PlannedStep> = {
    reply: () => ({ kind: 'reply', token: `|reply ${name}|` }),
    note: () => ({ kind: 'note', token: `|note ${name}|` }),
    addTags: () => ({ kind: 'addTags', tag: `chaos-${name}` }),
    status: () => ({ kind: 'status', status: dice.one(['open', 'solved']) }),
    assignee: () => ({ kind: 'assignee', nth: dice.between(0, 1) }),
  };
  const first = dice.one(['reply', 'reply', 'reply', 'note', 'addTags'] as const);
  const kinds = new Set<PlannedStep['kind']>([first]);
  const more = dice.one([0, 0, 1, 1, 2]);
  for (let left = more; left > 0; left -= 1)
    kinds.add(dice.one(['reply', 'note', 'addTags', 'status', 'assignee'] as const));
  return [...kinds].map((kind) => make[kind]());
}

function faultOf(dice: Dice, steps: readonly PlannedStep[]): PlannedFault {
  const kind = dice.one([...callFaults, 'slow', 'reset-after'] as const);
  const looks = dice.chance(0.1) && !kind.endsWith('-after');
  return {
    kind,
    at: looks ? 'look' : dice.one(steps).kind,
    times: dice.chance(0.15) ? 2 : 1,
    ms: kind.startsWith('timeout') && dice.chance(0.3) ? null : dice.between(100, 3_000),
  };
}

interface Size {
  lastsMs: number;
  sites: number;
  tickets: number;
  asks: readonly Ask[];
}

function turnsOf(dice: Dice, { lastsMs, sites, tickets, asks }: Size): Turn[] {
  const site = () => dice.between(0, sites - 1);
  const at = () => dice.between(2_000, lastsMs);
  /** About one in so many milliseconds, one at least. */
  const each = <T>(ms: number, make: (n: number) => T) =>
    Array.from({ length: Math.max(1, Math.round(lastsMs / ms)) }, (_, n) => make(n));
  const within = (from: number, to: number) =>
    dice.between(Math.round(lastsMs * from), Math.round(lastsMs * to));
  return [
    // Half of them shortly after something was asked for whose call takes long: then it is in the middle of it.
    ...each(8_000, (n): Turn => {
      const long = asks.filter(({ fault }) => fault?.kind === 'slow' || fault?.kind === 'timeout-after');
      const [soon, downMs] = [dice.between(50, 500), dice.between(200, 6_000)];
      const atMs = n % 2 === 0 && long.length > 0 ? dice.one(long).atMs + soon : at();
      return { atMs, kind: 'kill', program: dice.one([0, 1, 2, 3, 2, 3]), downMs };
    }),
    ...each(90_000, (): Turn => ({ atMs: at(), kind: 'postgres-restart', how: dice.one(['fast', 'crash']) })),
    // After either of these two the budget on Redis refuses for a minute, by design: one each.
    { atMs: within(0.25, 0.4), kind: 'queues-lost' },
    { atMs: within(0.65, 0.8), kind: 'redis-down', downMs: dice.between(1_000, 6_000) },
    ...each(8_000, (): Turn => {
      const [times, retryAfter] = [dice.between(1, 8), dice.between(1, 5)];
      return { atMs: at(), kind: '429', site: site(), times, retryAfter, writesOnly: dice.chance(0.5) };
    }),
    ...each(20_000, (): Turn => {
      return { atMs: at(), kind: 'token-revoked', site: site(), lastsMs: dice.between(500, 12_000) };
    }),
    ...each(20_000, (): Turn => {
      return { atMs: at(), kind: 'scope-removed', site: site(), lastsMs: dice.between(500, 12_000) };
    }),
    ...each(400, (n): Turn => {
      const ticket = dice.between(0, tickets - 1);
      return {
        atMs: at(),
        kind: 'human',
        ticket,
        text: `Let me see. |human ${n}|`,
        isPublic: dice.chance(0.6),
      };
    }),
  ];
}

export const byTime = <T extends { atMs: number }>(all: readonly T[]): T[] =>
  all.toSorted((one, other) => one.atMs - other.atMs);
