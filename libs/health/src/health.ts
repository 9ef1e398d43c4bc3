import { Inject, Injectable } from '@nestjs/common';
import { Accounts, Ceilings, type Switch, Switches } from '@nightdesk/accounts';
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
  budgetView,
  credentialView,
  eventView,
  laneView,
  operationView,
  stoppedBy,
  subscriberView,
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
      this.accounts(now, switches),
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
      subscribers: subscribers.map((row) => subscriberView(row, delivering)),
      events: events.map(eventView),
      operations: operations.map(operationView),
    };
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

  private async accounts(now: Date, switches: readonly Switch[]): Promise<AccountHealth[]> {
    const [accounts, ceilingOf, reading, writing, webhooks, credentials, breakers, callsOf] =
      await Promise.all([
        this.subjects.accounts.list(),
        this.subjects.ceilings.look(),
        this.store.readLanes(),
        this.store.writeLanes(),
        this.store.webhooks(new Date(now.getTime() - dayMs)),
        this.store.credentials(),
        this.subjects.breakers.list(),
        this.figures.look(),
      ]);
    return Promise.all(
      accounts.map(async (account) => ({
        ...accountView(account, ceilingOf(account)),
        credential: credentialView(
          credentials.find(({ accountId, lane }) => accountId === account.id && lane !== 'write'),
        ),
        writeCredential: credentialView(
          credentials.find(({ accountId, lane }) => accountId === account.id && lane === 'write'),
        ),
        webhook: webhookView(webhooks.find(({ accountId }) => accountId === account.id)),
        lanes: {
          read: laneView(reading, account.id, stoppedBy(account, 'read', switches)),
          write: laneView(writing, account.id, stoppedBy(account, 'write', switches)),
        },
        budget: budgetView(await this.subjects.budget.usage(account.id)),
        breaker: breakerView(breakers.find(({ accountId }) => accountId === account.id)),
        calls: callsOf(account.id),
      })),
    );
  }
}
