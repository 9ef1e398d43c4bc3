import { ApiError } from '@nightdesk/sdk';
import { FreshdeskSite } from '../chaos/sites/freshdesk.js';
import type { Site } from '../chaos/sites/site.js';
import { ZendeskSite } from '../chaos/sites/zendesk.js';
import { Rows } from '../chaos/intake/rows.js';
import { Consumer } from '../support/consumer.js';
import type { World } from '../support/world.js';

/** How far the sandbox's clock is ahead of ours; a drill moves it. */
export class Skew {
  ms = 0;
  readonly now = () => Date.now() + this.ms;
}

/** A connected site that one drill has for itself. */
export interface Connected<S extends Site = Site> {
  site: S;
  accountId: string;
  /** Of a ticket that is there. */
  ticketId: string;
}

/** An installation that is drilled: its accounts, one for each drill, and what breaks them. */
export class Ground {
  private readonly consumers: Consumer[] = [];

  constructor(
    readonly world: World,
    readonly skew: Skew,
    private readonly databaseUrl: string,
  ) {}

  zendesk(name: string): Promise<Connected<ZendeskSite>> {
    return this.connected(new ZendeskSite(this.world.sandbox, name));
  }

  freshdesk(name: string): Promise<Connected<FreshdeskSite>> {
    return this.connected(new FreshdeskSite(this.world.sandbox, name));
  }

  connect(site: Site): Promise<string> {
    return site.connect(this.world);
  }

  /** What a person does who presses "Check again". */
  async checkAgain({ accountId }: Connected): Promise<void> {
    await this.world.nightdesk.probe(accountId);
  }

  /** Reads a ticket at its platform, whatever comes of it. */
  async reads({ accountId, ticketId }: Connected): Promise<void> {
    try {
      await this.world.nightdesk.ticket(accountId, ticketId, { fresh: true });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
    }
  }

  /** An automation that hears of one account only. */
  async automationOf(accountId: string): Promise<Consumer> {
    const consumer = await Consumer.start();
    this.consumers.push(consumer);
    const { secret } = await this.world.nightdesk.createSubscriber({
      url: consumer.url,
      accountIds: [accountId],
    });
    consumer.secret = secret;
    return consumer;
  }

  /** Lets time pass for deliveries, as the chaos runs do: no program's clock can be set. */
  async timePasses(minutes: number): Promise<void> {
    await new Rows(this.databaseUrl).moveBack(minutes * 60_000);
  }

  close(): void {
    for (const consumer of this.consumers) consumer.stop();
  }

  private async connected<S extends Site>(site: S): Promise<Connected<S>> {
    const accountId = await this.connect(site);
    const { ticketId } = site.open('ticket', 'Where is my order?');
    return { site, accountId, ticketId };
  }
}
