import { seeded } from '../../bench/accounts/figures.js';
import { byTime, Dice, sitesOf, ticketsOf } from '../plan.js';
import type { PlannedSite, PlannedStatus, PlannedTicket } from '../plan.types.js';

const sitesPerPlatform = 2;
const everyMs = 150;
const shortestMs = 60_000;
const minuteMs = 60_000;

/** Something that a person does at a site. Every text and every tag is there once only, so that it can be counted. */
export type Act = { atMs: number; ticket: number } & (
  | { kind: 'open'; text: string }
  | { kind: 'customer'; text: string }
  | { kind: 'agent'; text: string; isPublic: boolean; status: PlannedStatus | null; tag: string | null }
);

export const webhookFaults = ['webhook-double', 'webhook-delay', 'webhook-reorder', 'webhook-drop'] as const;

/** What happens meanwhile. Programs: two apis, then two workers. */
export type IntakeTurn = { atMs: number } & (
  | { kind: 'kill'; program: number; downMs: number }
  /** The api dies with its next 202 on the way out. */
  | { kind: 'kill-after-202'; api: number; downMs: number }
  | { kind: 'postgres-restart'; how: 'fast' | 'crash' }
  | { kind: 'queues-lost' }
  | { kind: 'redis-down'; downMs: number }
  | { kind: 'subscriber-down'; downMs: number; how: 'refuses' | 'hangs-up' }
  /** For more than an hour of the deliveries' time, see `time.ts`. */
  | { kind: 'subscriber-down-for-hours'; stepMs: number; steps: number }
  | { kind: 'webhooks'; fault: (typeof webhookFaults)[number]; site: number; times: number; ms: number }
);

export interface IntakePlan {
  seed: number;
  lastsMs: number;
  sites: PlannedSite[];
  tickets: PlannedTicket[];
  acts: Act[];
  turns: IntakeTurn[];
}

/** Everything that a run does and suffers, by its seed and size alone. */
export function makeIntakePlan(seed: number, operations: number): IntakePlan {
  const dice = new Dice(seeded(seed));
  const lastsMs = Math.max(shortestMs, operations * everyMs);
  const sites = sitesOf(sitesPerPlatform);
  const tickets = ticketsOf(dice, sites.length, Math.ceil(operations / 5));
  const opened = tickets.map((_, ticket): Act => {
    return { atMs: dice.between(0, lastsMs * 0.6), ticket, kind: 'open', text: `|open ${seed}-${ticket}|` };
  });
  const more = Array.from({ length: Math.max(0, operations - tickets.length) }, (_, n): Act => {
    const ticket = dice.between(0, tickets.length - 1);
    const atMs = dice.between((opened[ticket]?.atMs ?? 0) + 50, lastsMs);
    if (dice.chance(0.5)) return { atMs, ticket, kind: 'customer', text: `|customer ${seed}-${n}|` };
    const status = dice.one(['open', 'pending', null] as const);
    const tag = dice.chance(0.3) ? `chaos-${seed}-${n}` : null;
    return {
      atMs,
      ticket,
      kind: 'agent',
      text: `|agent ${seed}-${n}|`,
      isPublic: dice.chance(0.7),
      status,
      tag,
    };
  });
  return {
    seed,
    lastsMs,
    sites,
    tickets,
    acts: byTime([...opened, ...more]),
    turns: byTime(turns(dice, lastsMs, sites.length)),
  };
}

function turns(dice: Dice, lastsMs: number, sites: number): IntakeTurn[] {
  const at = () => dice.between(2_000, lastsMs);
  const each = <T>(ms: number, make: () => T) =>
    Array.from({ length: Math.max(1, Math.round(lastsMs / ms)) }, make);
  const within = (from: number, to: number) =>
    dice.between(Math.round(lastsMs * from), Math.round(lastsMs * to));
  return [
    ...each(12_000, (): IntakeTurn => {
      return {
        atMs: at(),
        kind: 'kill',
        program: dice.one([0, 1, 2, 3, 2, 3]),
        downMs: dice.between(200, 5_000),
      };
    }),
    ...each(10_000, (): IntakeTurn => {
      return {
        atMs: at(),
        kind: 'kill-after-202',
        api: dice.between(0, 1),
        downMs: dice.between(200, 3_000),
      };
    }),
    ...each(60_000, (): IntakeTurn => ({
      atMs: at(),
      kind: 'postgres-restart',
      how: dice.one(['fast', 'crash']),
    })),
    { atMs: within(0.25, 0.4), kind: 'queues-lost' },
    { atMs: within(0.6, 0.75), kind: 'redis-down', downMs: dice.between(1_000, 6_000) },
    ...each(45_000, (): IntakeTurn => {
      const how = dice.one(['refuses', 'hangs-up'] as const);
      return { atMs: at(), kind: 'subscriber-down', downMs: dice.between(2_000, 20_000), how };
    }),
    {
      atMs: within(0.3, 0.45),
      kind: 'subscriber-down-for-hours',
      stepMs: dice.between(9, 10) * minuteMs,
      steps: 8,
    },
    ...each(2_000, (): IntakeTurn => {
      const [fault, site] = [dice.one(webhookFaults), dice.between(0, sites - 1)];
      return {
        atMs: at(),
        kind: 'webhooks',
        fault,
        site,
        times: dice.between(1, 5),
        ms: dice.between(100, 8_000),
      };
    }),
  ];
}
