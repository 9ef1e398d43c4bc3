import { setTimeout as after } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Account } from '@nightdesk/accounts';
import { Clock } from '@nightdesk/platform/clock';
import { Log, metrics } from '@nightdesk/platform/observability';
import { Aged } from './aged.js';
import { figuresUp, fleetGauges as gauges, worstTold } from './fleet.gauges.js';
import { type CountRow, FleetStore } from './fleet.store.js';
import { Subjects } from './health.js';
import { HealthStore, type LaneCount } from './health.store.js';
import { type Standing, Standings } from './standings.js';
import { SystemStore } from './system.store.js';

/** However many scrape, the database is asked this often at most. */
const lookEveryMs = 10_000;
/** Prometheus waits for 10 s; what this process counts must be told also when the database does not answer. */
const patienceMs = 5_000;

/** The stores that the figures come from. */
@Injectable()
export class FleetSources {
  constructor(
    readonly health: HealthStore,
    readonly system: SystemStore,
    readonly fleet: FleetStore,
    readonly subjects: Subjects,
    readonly standings: Standings,
  ) {}
}

/** Accounts, lanes, budgets and incidents as gauges: read only while somebody scrapes, in a fixed number of statements. */
@Injectable()
export class Fleet {
  private readonly last: Aged<void>;

  constructor(
    private readonly from: FleetSources,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.last = new Aged(lookEveryMs, clock);
    metrics.beforeScrape('fleet', () => this.look());
  }

  /** Never fails. What is not known is not told: an old figure would look like a present one. */
  async look(): Promise<void> {
    const told = this.last
      .get(() => this.tell())
      .then(
        () => true,
        (error: unknown) => {
          this.log.failure('metrics.figures', error);
          return false;
        },
      );
    const isKnown = await Promise.race([told, after(patienceMs, false, { ref: false })]);
    figuresUp.set(isKnown ? 1 : 0);
    if (!isKnown) for (const gauge of Object.values(gauges)) gauge.reset();
  }

  private async tell(): Promise<void> {
    const { health, system, fleet, subjects, standings } = this.from;
    const asked = performance.now();
    await system.touch();
    const answerSeconds = (performance.now() - asked) / 1_000;
    const accounts = await subjects.accounts.list();
    const [read, write, deliver, breakers, standingOf, processes, due, counts] = await Promise.all([
      health.readLanes(),
      health.writeLanes(),
      health.deliverLanes(),
      subjects.breakers.list(),
      standings.look(accounts.map(({ id }) => id)),
      system.processes(),
      system.waiting(),
      fleet.counts(),
    ]);
    const now = this.clock.now().getTime();
    for (const gauge of Object.values(gauges)) gauge.reset();
    tellLanes({ read, write, deliver }, now);
    tellAccounts(accounts, standingOf);
    tellCounts(counts);
    const platformOf = new Map(accounts.map(({ id, platform }) => [id, platform]));
    for (const { accountId, state } of breakers)
      gauges.breakers.inc({ platform: platformOf.get(accountId) ?? 'unknown', state });
    gauges.laneOverdue.set({ lane: 'read' }, ageOf(due.webhookAt, now));
    gauges.laneOverdue.set({ lane: 'deliver' }, ageOf(due.deliveryAt, now));
    for (const role of ['api', 'worker'] as const)
      gauges.processes.set({ role }, processes.filter((one) => one.alive && one.role === role).length);
    const skews = processes.filter(({ alive }) => alive).map(({ skewMs }) => Math.abs(skewMs));
    gauges.clockSkew.set(Math.max(0, ...skews) / 1_000);
    gauges.databaseAnswer.set(answerSeconds);
  }
}

function tellLanes(lanes: Record<'read' | 'write' | 'deliver', LaneCount[]>, now: number): void {
  const oldest: { account: string; lane: string; seconds: number }[] = [];
  for (const [lane, rows] of Object.entries(lanes)) {
    const sum = (of: (row: LaneCount) => number) => rows.reduce((all, row) => all + of(row), 0);
    gauges.laneItems.set(
      { lane, state: 'waiting' },
      sum(({ waiting }) => waiting),
    );
    gauges.laneItems.set(
      { lane, state: 'in_flight' },
      sum(({ inFlight }) => inFlight),
    );
    gauges.laneItems.set(
      { lane, state: 'held' },
      sum(({ held }) => held),
    );
    gauges.deadLetters.set(
      { lane },
      sum(({ dead }) => dead),
    );
    const ages = rows.map(({ key, oldestAt }) => ({ account: key, lane, seconds: ageOf(oldestAt, now) }));
    gauges.laneOldest.set({ lane }, Math.max(0, ...ages.map(({ seconds }) => seconds)));
    if (lane !== 'deliver') oldest.push(...ages.filter(({ seconds }) => seconds > 0));
  }
  for (const { seconds, ...labels } of worst(oldest, ({ seconds }) => seconds))
    gauges.accountOldest.set(labels, seconds);
}

function tellAccounts(accounts: readonly Account[], standingOf: (id: string) => Standing): void {
  const platforms = new Map<string, { used: number; blocked: number; share: number }>();
  const budgets: { account: string; used: number }[] = [];
  const shares: { account: string; share: number }[] = [];
  for (const { id: account, platform, state } of accounts) {
    gauges.accounts.inc({ platform, state });
    const known = platforms.get(platform) ?? { used: 0, blocked: 0, share: 1 };
    const { budget, completeness } = standingOf(account);
    const used = budget ? 1 - budget.free : 0;
    const { share } = completeness ?? { share: 1 };
    if (used > 0) budgets.push({ account, used });
    if (share < 1) shares.push({ account, share });
    platforms.set(platform, {
      used: Math.max(known.used, used),
      blocked: known.blocked + (budget?.blockedUntil ? 1 : 0),
      share: Math.min(known.share, share),
    });
  }
  for (const [platform, { used, blocked, share }] of platforms) {
    gauges.budgetUsed.set({ platform }, used);
    gauges.budgetsBlocked.set({ platform }, blocked);
    gauges.completeness.set({ platform }, share);
  }
  for (const { account, used } of worst(budgets, (one) => one.used))
    gauges.accountBudget.set({ account }, used);
  for (const { account, share } of worst(shares, (one) => -one.share))
    gauges.accountCompleteness.set({ account }, share);
}

function tellCounts(counts: readonly CountRow[]): void {
  gauges.laneItems.set({ lane: 'alert', state: 'waiting' }, 0);
  gauges.deadLetters.set({ lane: 'alert' }, 0);
  for (const { what, first, second, count } of counts) {
    if (what === 'operations') gauges.operations.set({ state: first }, count);
    else if (what === 'incidents') gauges.incidents.set({ cause: first, severity: second }, count);
    else if (what === 'subscribers') gauges.subscribers.set({ state: first }, count);
    else if (first === 'dead') gauges.deadLetters.set({ lane: 'alert' }, count);
    else gauges.laneItems.set({ lane: 'alert', state: 'waiting' }, count);
  }
}

const worst = <T>(all: readonly T[], badness: (one: T) => number): T[] =>
  all.toSorted((a, b) => badness(b) - badness(a)).slice(0, worstTold);

const ageOf = (instant: Date | null, now: number) =>
  instant === null ? 0 : Math.max(0, (now - instant.getTime()) / 1_000);
