import { setTimeout as pass } from 'node:timers/promises';
import { ApiError, type Nightdesk } from '@nightdesk/sdk';
import type { SiteTicket } from '../chaos/sites/index.js';
import type { ConnectedSite } from './replicas.js';

/** One ticket that people and an automation write to, and what was asked of it, in order. */
export interface Written extends ConnectedSite {
  ticket: SiteTicket;
  /** Ids of the operations, and the text of each. */
  asked: { id: string; text: string }[];
}

/** Customers who write, and an automation that answers by whichever api takes the call, until it is told to end. */
export class SteadyLoad {
  readonly tickets: Written[] = [];
  /** Answers of the apis that no caller should see, and calls that nobody took. */
  readonly failures: ApiError[] = [];
  /** Calls that had to be repeated, with the same key, because an api was going or gone. */
  repeats = 0;
  private ends = false;
  private next = 0;

  constructor(private readonly apis: readonly Nightdesk[]) {}

  /** Writes to one new ticket after the other of each site, each every `everyMs`, the automation every third time. */
  async run(sites: readonly ConnectedSite[], ticketsOfEach: number, everyMs: number): Promise<void> {
    const all = sites.flatMap((site, s) =>
      Array.from({ length: ticketsOfEach }, (_, n) => ({ ...site, at: s * ticketsOfEach + n })),
    );
    await Promise.all(
      all.map(async ({ at, ...site }) => {
        await pass((at * everyMs) / all.length);
        await this.write({ ...site, ticket: site.site.open('ticket', `|order ${at}|`), asked: [] }, everyMs);
      }),
    );
  }

  end(): void {
    this.ends = true;
  }

  private async write(written: Written, everyMs: number): Promise<void> {
    this.tickets.push(written);
    const { site, account, ticket, asked } = written;
    for (let turn = 1; !this.ends; turn += 1) {
      const text = `|${site.name} ${ticket.id} ${turn}|`;
      const begun = performance.now();
      if (turn % 3 > 0) site.desk.customerReplies(ticket.id, text);
      else {
        const steps = [{ kind: 'reply' as const, body: text }];
        const call = (api: Nightdesk) =>
          api.submit(account, ticket.ticketId, { steps }, { idempotencyKey: encodeURIComponent(text) });
        const operation = await this.insist(call);
        if (operation) asked.push({ id: operation.id, text });
      }
      await pass(Math.max(0, everyMs - (performance.now() - begun)));
    }
  }

  /** As a careful caller does: the next api, the same key, while nobody answers. */
  private async insist<T>(call: (api: Nightdesk) => Promise<T>): Promise<T | null> {
    for (const patience = Date.now() + 20_000; ;) {
      this.next += 1;
      try {
        return await call(this.apis[this.next % this.apis.length]!);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (error.status !== 0 || Date.now() > patience) {
          this.failures.push(error);
          return null;
        }
        this.repeats += 1;
        await pass(50);
      }
    }
  }
}
