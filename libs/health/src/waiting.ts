import { type Account, type Switch, switchesFor, workingStates } from '@nightdesk/accounts';
import type { BudgetUsage } from '@nightdesk/budget';
import type { LaneItem } from '@nightdesk/contract';
import type { Breaker } from '@nightdesk/gateway';
import { type Capability, capabilityOf } from '@nightdesk/helpdesks/contract';
import type { Missing, WaitingRow } from './lane-items.store.js';

/** What is so of an account and may keep its work from going out. */
export interface Circumstances {
  account: Account;
  lane: 'read' | 'write';
  switches: readonly Switch[];
  missing: readonly Missing[];
  breaker: Breaker | null;
  budget: readonly BudgetUsage[];
  now: Date;
}

type Why = Pick<LaneItem, 'why' | 'says' | 'until' | 'behind'>;

/** Why a row has not gone out: the first of these, in the order in which lane and gateway look at them. */
export function whyWaits(row: WaitingRow, around: Circumstances): Why {
  const { account, lane, switches, missing, breaker, budget, now } = around;
  if (row.claimedUntil && row.claimedUntil > now) return why('sending', 'It is under way.');
  if (row.inReview) return why('review', row.reason ?? 'A person must say what became of it.');
  if (!(workingStates as readonly string[]).includes(account.state))
    return why('account', `The account is ${account.state}: ${account.reason} ${account.remedy}`.trim());

  const needed = needs(lane, row.kinds);
  const stopping: readonly string[] = switchesFor(account.platform, lane, needed);
  const off = switches.find(({ name }) => stopping.includes(name));
  if (off) return why('switch', `Switched off (${off.name}): ${off.reason}`);
  const lacks = missing.find(({ capability }) => needed.includes(capability));
  if (lacks) return why('scope', `The account lacks ${lacks.capability}. ${lacks.remedy ?? ''}`.trim());
  if (row.isFrozen)
    return why('frozen', 'Our own writes changed the ticket too often: it waits until a person releases it.');
  if (row.behind !== null)
    return { ...why('behind', 'An earlier operation on the same ticket goes first.'), behind: row.behind };

  if (breaker && breaker.retryAt > now)
    return why('breaker', `The platform fails (${breaker.reason}), so nothing is sent.`, breaker.retryAt);
  const later = row.dueAt > now ? row.dueAt : null;
  const empty = budget.find((window) =>
    isOfAll(window) ? isUsedUp(window, lane, now) : later && stops(window, row, now),
  );
  if (empty) return why('budget', `The ${empty.name} budget is used up.`, empty.blockedUntil ?? later);
  if (later) return why('retry', row.reason ?? 'It is tried again.', later);
  return why('next', 'Nothing keeps it: it goes out in its turn.');
}

function why(reason: LaneItem['why'], says: string, until: Date | null = null): Why {
  return { why: reason, says: sentence(says), until: until && until.toISOString(), behind: null };
}

/** Reasons of rows are written to follow a colon. */
const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

function needs(lane: 'read' | 'write', kinds: readonly string[]): Capability[] {
  if (lane === 'read') return ['tickets:read'];
  const known: Readonly<Record<string, Capability>> = capabilityOf;
  return [...new Set(kinds.flatMap((kind) => known[kind] ?? []))];
}

/** Every call of the account counts in it, so it stops the whole lane. */
const isOfAll = ({ name }: BudgetUsage) => /^(account|workspace)\b/.test(name);

function isUsedUp(
  { used, foreign, ceiling, reserve, blockedUntil }: BudgetUsage,
  lane: 'read' | 'write',
  now: Date,
): boolean {
  if (blockedUntil && blockedUntil > now) return true;
  return lane === 'write' ? used >= ceiling : used + foreign + reserve >= ceiling;
}

/** A sub-limit stops row by row: this one, when a 429 stopped it and it is no other ticket's. */
function stops({ name, blockedUntil }: BudgetUsage, { ticketId }: WaitingRow, now: Date): boolean {
  if (!blockedUntil || blockedUntil <= now) return false;
  return !name.includes(':') || name === `ticket:${ticketId}`;
}
