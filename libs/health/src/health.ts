import { Inject, Injectable } from '@nestjs/common';
import { type Account, Accounts, Ceilings, type Switch, Switches } from '@nightdesk/accounts';
import { Budget } from '@nightdesk/budget';
import type { AccountHealth, Overview, Timeline } from '@nightdesk/contract';
import { Breakers } from '@nightdesk/gateway';
import { Operations } from '@nightdesk/operations';
import { Clock } from '@nightdesk/platform/clock';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import { Figures } from './figures.js';
import { HealthStore } from './health.store.js';
import {
  accountView,
  breakerView,
  byAccount,
  byKey,
  budgetView,
  credentialView,
  eventView,
  laneView,
  operationView,
  stoppedBy,
  subscriberViews,
  switchView,
  timelineStops,
  webhookView,
} from './views.js';

const recent = 50;
const dayMs = 24 * 3_600_000;

/** What the picture shows of things that others keep. */
@Injectable()
export class Subjects {
  constructor(
    readonly accounts: Accounts,
    readonly operations: Operations,
    readonly budget: Budget,
    readonly switches: Switches,
    readonly ceilings: Ceilings,
    readonly breakers: Breakers,
  ) {}
}

/** The read-only picture of accounts, lanes and budgets. */
@Injectable()
export class Health {
  constructor(
    private readonly store: HealthStore,
    private readonly subjects: Subjects,
    private readonly figures: Figures,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Changes when the overview would look different. */
  pulse(): Promise<string> {
    return this.store.pulse();
  }

  async overview(): Promise<Overview> {
    const now = this.clock.now();
    const switches = await this.subjects.switches.list();
    const [accounts, delivering, subscribers, events, operations] = await Promise.all([
      this.subjects.accounts.list().then((all) => this.healths(all, now, switches)),
      this.store.deliverLanes(),
      this.store.subscribers(),
      this.store.recentEvents(recent),
      this.subjects.operations.list({ accountIds: [], limit: recent }),
    ]);
    return {
      at: now.toISOString(),
      engine: this.config.REDIS_URL ? 'redis' : 'postgres',
      switches: switches.map(switchView),
      accounts,
      subscribers: subscriberViews(subscribers, delivering),
      events: events.map(eventView),
      operations: operations.map(operationView),
    };
  }

  /** One account as the overview has it. @throws AccountUnknown */
  async account(accountId: string): Promise<AccountHealth> {
    const [account, switches] = await Promise.all([
      this.subjects.accounts.get(accountId),
      this.subjects.switches.list(),
    ]);
    const [health] = await this.healths([account], this.clock.now(), switches);
    return health!;
  }

  /** @throws AccountUnknown */
  async timeline(accountId: string, ticketId: string): Promise<Timeline> {
    await this.subjects.accounts.get(accountId);
    const [rows, operations] = await Promise.all([
      this.store.stops(accountId, ticketId),
      this.subjects.operations.list({ accountIds: [accountId], ticketId, limit: 100 }),
    ]);
    return { accountId, ticketId, stops: timelineStops(rows, operations) };
  }

  private async healths(
    accounts: readonly Account[],
    now: Date,
    switches: readonly Switch[],
  ): Promise<AccountHealth[]> {
    const ids = accounts.map(({ id }) => id);
    const [ceilingOf, reading, writing, webhooks, credentials, breakers, callsOf, budgets] =
      await Promise.all([
        this.subjects.ceilings.look(),
        this.store.readLanes(ids),
        this.store.writeLanes(ids),
        this.store.webhooks(new Date(now.getTime() - dayMs), ids),
        this.store.credentials(ids),
        this.subjects.breakers.list(),
        this.figures.look(),
        this.subjects.budget.usages(ids),
      ]);
    const webhookOf = byAccount(webhooks);
    const credentialOf = byAccount(credentials.filter(({ lane }) => lane !== 'write'));
    const writeCredentialOf = byAccount(credentials.filter(({ lane }) => lane === 'write'));
    const breakerOf = byAccount(breakers);
    const [readLaneOf, writeLaneOf] = [byKey(reading), byKey(writing)];
    return accounts.map((account) => ({
      ...accountView(account, ceilingOf(account)),
      credential: credentialView(credentialOf.get(account.id)),
      writeCredential: credentialView(writeCredentialOf.get(account.id)),
      webhook: webhookView(webhookOf.get(account.id)),
      lanes: {
        read: laneView(readLaneOf.get(account.id), stoppedBy(account, 'read', switches)),
        write: laneView(writeLaneOf.get(account.id), stoppedBy(account, 'write', switches)),
      },
      budget: budgetView(budgets.get(account.id) ?? []),
      breaker: breakerView(breakerOf.get(account.id)),
      calls: callsOf(account.id),
    }));
  }
}
