import { Inject, Injectable } from '@nestjs/common';
import { Accounts } from '@nightdesk/accounts';
import { Budget } from '@nightdesk/budget';
import type { AccountHealth, Overview, Timeline } from '@nightdesk/contract';
import { Operations } from '@nightdesk/operations';
import { Clock } from '@nightdesk/platform/clock';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import { HealthStore } from './health.store.js';
import {
  accountView,
  budgetView,
  credentialView,
  eventView,
  laneView,
  operationView,
  subscriberView,
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
  ) {}
}

/** The read-only picture of accounts, lanes and budgets. */
@Injectable()
export class Health {
  constructor(
    private readonly store: HealthStore,
    private readonly subjects: Subjects,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Changes when the overview would look different. */
  pulse(): Promise<string> {
    return this.store.pulse();
  }

  async overview(): Promise<Overview> {
    const now = this.clock.now();
    const [accounts, delivering, subscribers, events, operations] = await Promise.all([
      this.accounts(now),
      this.store.deliverLanes(),
      this.store.subscribers(),
      this.store.recentEvents(recent),
      this.subjects.operations.list({ accountIds: [], limit: recent }),
    ]);
    return {
      at: now.toISOString(),
      engine: this.config.REDIS_URL ? 'redis' : 'postgres',
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

  private async accounts(now: Date): Promise<AccountHealth[]> {
    const [accounts, reading, writing, webhooks, credentials] = await Promise.all([
      this.subjects.accounts.list(),
      this.store.readLanes(),
      this.store.writeLanes(),
      this.store.webhooks(new Date(now.getTime() - dayMs)),
      this.store.credentials(),
    ]);
    return Promise.all(
      accounts.map(async (account) => ({
        ...accountView(account),
        credential: credentialView(
          credentials.find(({ accountId, lane }) => accountId === account.id && lane !== 'write'),
        ),
        writeCredential: credentialView(
          credentials.find(({ accountId, lane }) => accountId === account.id && lane === 'write'),
        ),
        webhook: webhookView(webhooks.find(({ accountId }) => accountId === account.id)),
        lanes: { read: laneView(reading, account.id), write: laneView(writing, account.id) },
        budget: budgetView(await this.subjects.budget.usage(account.id)),
      })),
    );
  }
}
