import type { Event } from '@nightdesk/contract';
import { type Engine, type Platform, platforms, type Result } from '../plan.types.js';
import type { Accepted } from './balancer.js';
import type { IntakePlan } from './plan.js';
import type { Happenings, Scene } from './scene.js';
import { type History, judge, problemKinds } from './verdict.js';

const hourMs = 3_600_000;
/** The attempts after which the next pause is drawn from an hour. */
const attemptsToAnHour = 6;

export interface Outcome {
  plan: IntakePlan;
  engine: Engine;
  scene: Scene;
  happenings: Happenings;
  /** By site. */
  accounts: readonly string[];
  unkept: readonly Accepted[];
  slowest: { attempts: number; minutes: number };
  rested: boolean;
  begun: number;
  restored: number;
}

/** Compares every ticket with what was told of it, and says what was promised and missed. */
export function count(outcome: Outcome): Result {
  const { plan, engine, scene, happenings, unkept, slowest, rested, begun, restored } = outcome;
  const { automation, balancer, installation, time } = scene;
  const first = new Map<string, Event>();
  for (const event of automation.told) if (!first.has(event.id)) first.set(event.id, event);
  const events = [...first.values()];
  const problems = plan.tickets.flatMap((planned, n) => {
    const [site, ticket] = [happenings.siteOf(n), happenings.tickets.get(n)];
    if (!ticket) return [];
    const { ticketId } = ticket;
    const { tags, status, assigneeId } = site.truth(ticket);
    const { messages } = site.desk.show(ticket.id);
    const history: History = { ticketId, messages, status: site.meaning(status), tags, assigneeId };
    const account = outcome.accounts[planned.site];
    const told = events.filter((event) => event.accountId === account && event.ticketId === ticketId);
    return judge(history, told).map((problem) => ({ ...problem, site: site.name }));
  });
  for (const { kind, ticketId, site, what } of problems.slice(0, 30))
    console.log(`  ${site}, ticket ${ticketId}: ${kind}: ${what}`);
  const counts = problemKinds.map((kind) => [kind, problems.filter((one) => one.kind === kind).length]);
  const isAnHour = slowest.attempts >= attemptsToAnHour && slowest.minutes * 60_000 >= hourMs;
  const bad = {
    ...(Object.fromEntries(counts) as Record<string, number>),
    accepted_and_not_kept: unkept.length,
    unrested: rested ? 0 : 1,
    unsigned: automation.consumer.refused.length,
    hour_not_reached: isAnHour ? 0 : 1,
  };
  const again = automation.told.length - first.size;
  console.log(
    `${engine}: ${JSON.stringify(happenings.done)}; ${first.size} events, ${again} of them told again, ${automation.refused} deliveries refused`,
  );
  for (const { name, ends, lastWords } of installation.programs)
    if (ends > 0) console.log(`  ${name} ended by itself ${ends} time(s), lastly with ${lastWords}`);
  return {
    figures: {
      acts: plan.acts.length,
      ...Object.fromEntries(platforms.map((name) => [`tickets_${name}`, ticketsAt(plan, name)])),
      events: first.size,
      told_again: again,
      deliveries_refused: automation.refused,
      webhooks_accepted: balancer.accepted.length,
      webhooks_turned_away: balancer.turnedAway,
      ...bad,
      found_by_sweeps: events.filter(({ via }) => via === 'reconciliation').length,
      most_attempts: slowest.attempts,
      slowest_delivery_minutes: slowest.minutes,
      longest_pause_minutes: Math.round(time.longestPauseMs / 60_000),
      minutes_passed: Math.round(time.passedMs / 60_000),
      ended_by_themselves: installation.programs.reduce((sum, { ends }) => sum + ends, 0),
      seconds_to_rest: Math.round((Date.now() - restored) / 1_000),
      seconds: Math.round((Date.now() - begun) / 1_000),
    },
    missed: Object.entries(bad).flatMap(([kind, n]) => (n > 0 ? [`${n} ${kind}`] : [])),
  };
}

const ticketsAt = ({ sites, tickets }: IntakePlan, platform: Platform) =>
  tickets.filter(({ site }) => sites[site]?.platform === platform).length;
