import { seeded } from './figures.js';
import { statedLimit } from './light-desk.js';
import type { SeededAccount } from './seed.js';
import type { Kind, Offer } from './traffic.js';

const eventsPerSecond = 10;
const operationsPerSecond = 5;

/** Until then a flooded account has used up its minute's budget. */
export const onsetMs = 10_000;
/** What it has to do at once: a bulk change of its tickets, and an automation that answers. */
const pile = { events: 200, operations: 100, withinMs: 5_000 };
/** Then, and meanwhile: readings at twice what its platform allows. A reading is two calls. */
const floodEventsPerSecond = (2 * statedLimit) / 60 / 2;

let lastTicket = 0;
const ticket = () => String((lastTicket += 1));

/** The quiet accounts' work: spread evenly with jitter, by accounts in turn; the same for the same seed. */
export function steady(accounts: readonly SeededAccount[], seed: number, lastsMs: number): Offer[] {
  const random = seeded(seed);
  const shuffled = accounts.map((account) => ({ account, at: random() })).toSorted((a, b) => a.at - b.at);
  const offers = (kind: Kind, perSecond: number, shift: number) =>
    Array.from({ length: Math.round((perSecond * lastsMs) / 1_000) }, (_, at): Offer => {
      const { account } = shuffled[(at + shift) % shuffled.length]!;
      return { atMs: ((at + random()) * 1_000) / perSecond, kind, account, ticketId: ticket() };
    });
  return [
    ...offers('event', eventsPerSecond, 0),
    ...offers('operation', operationsPerSecond, Math.floor(accounts.length / 2)),
  ];
}

export function floodOf(account: SeededAccount, lastsMs: number): Offer[] {
  const spread = (kind: Kind, count: number, withinMs: number) =>
    Array.from({ length: Math.round(count) }, (_, at): Offer => {
      return { atMs: (at * withinMs) / count, kind, account, ticketId: ticket() };
    });
  return [
    ...spread('event', pile.events, pile.withinMs),
    ...spread('operation', pile.operations, pile.withinMs),
    ...spread('event', (floodEventsPerSecond * lastsMs) / 1_000, lastsMs),
  ];
}
