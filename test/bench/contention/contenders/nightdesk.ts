import type { Event } from '@nightdesk/contract';
import { Nightdesk } from '@nightdesk/sdk';
import { Consumer } from '../../../support/consumer.js';
import { until } from '../../../support/until.js';
import type { Contender, Order } from '../contender.js';
import { Installation } from './installation.js';

/**
 * The real programs, api and worker, each as a process. A write is an operation; it is done when the subscriber has been
 * told so. Reads are the read lane's: the site has had so many changes shortly before that what is to be read never ends
 * during the run, so the plan's reads add nothing here.
 */
export async function nightdesk({ api, stores }: Order): Promise<Contender> {
  if (!stores) throw new Error('Nightdesk needs a database');
  const installation = await Installation.start(stores);
  const automation = await Consumer.start();
  try {
    const client = new Nightdesk({ baseUrl: installation.url, apiKey: installation.key, maxRetries: 0 });
    const site = new URL(api).pathname.split('/')[1] ?? '';
    const { accountId } = await client.connectByKey({
      platform: 'bench-desk',
      site,
      key: 'any',
      requiredCapabilities: ['tickets:read', 'replies:write'],
    });
    await until(async () => (await client.account(accountId)).state === 'live', 30_000);
    const { secret } = await client.createSubscriber({
      url: automation.url,
      eventTypes: ['operation.confirmed', 'operation.failed'],
      accountIds: [accountId],
    });
    automation.secret = secret;
    const news = new News(automation);
    await until(async () => (await client.webhookSetUp(accountId)).polling?.lastAt, 30_000);
    return {
      read: async () => undefined,
      async write(ticketId, text) {
        const steps = [{ kind: 'note' as const, body: text }];
        const { id } = await client.submit(accountId, String(ticketId), { steps });
        const { type, data, occurredAt } = await news.of(id);
        if (type === 'operation.failed') throw new Error(JSON.stringify(data));
        return new Date(occurredAt);
      },
      async stop() {
        automation.stop();
        await installation.stop();
      },
    };
  } catch (error) {
    automation.stop();
    await installation.stop();
    throw error;
  }
}

/** Who waits for which operation; an event may come before its operation's id has been answered. */
class News {
  private readonly come = new Map<string, Event>();
  private readonly waiting = new Map<string, (event: Event) => void>();

  constructor(automation: Consumer) {
    automation.answer = (event) => {
      const id = event.operationId ?? '';
      this.come.set(id, event);
      this.waiting.get(id)?.(event);
      return 204;
    };
  }

  of(operationId: string): Promise<Event> {
    const event = this.come.get(operationId);
    return event ? Promise.resolve(event) : new Promise((resolve) => this.waiting.set(operationId, resolve));
  }
}
