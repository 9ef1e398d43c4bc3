import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { openBrowser } from './browser.js';
import { cloneTemplate, type TestDatabase } from './database.js';
import { Person } from './person.js';
import { until } from './until.js';
import { World } from './world.js';

/** A ticket that a customer wrote. */
interface Written {
  desk: string;
  accountId: string;
  ticketId: string;
  subject: string;
}

/** A whole installation, the sandbox, and somebody before a browser. */
export class PersonStage {
  private constructor(
    readonly world: World,
    readonly person: Person,
    private readonly browser: Browser,
    private readonly database: TestDatabase,
  ) {}

  static async start(
    environment: Readonly<Record<string, string>>,
    sandbox: Parameters<typeof World.start>[2] = {},
  ): Promise<PersonStage> {
    const [database, browser] = await Promise.all([cloneTemplate(), openBrowser()]);
    let world: World | undefined;
    try {
      world = await World.start({ databaseUrl: database.url, redis: undefined }, environment, sandbox);
      const { ADMIN_EMAIL = '', ADMIN_PASSWORD = '' } = world.environment;
      const person = await Person.logsIn(browser, world.url, ADMIN_EMAIL, ADMIN_PASSWORD);
      return new PersonStage(world, person, browser, database);
    } catch (error) {
      // What is left open would keep the whole run from ending.
      await browser.close();
      await world?.stop();
      await database.drop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.world.stop();
    await this.database.drop();
  }

  /** A browser of somebody else, who has no login. */
  async stranger(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.browser.newContext(options);
    context.setDefaultTimeout(20_000);
    return context.newPage();
  }

  get control() {
    return this.world.sandbox.control;
  }

  /** A customer writes on the platform's page; answers once the automation has heard of it. */
  async customerWrites(desk: string, accountId: string, subject: string, message: string): Promise<Written> {
    const before = this.told(accountId).length;
    const tab = await this.person.opens(`${this.world.sandbox.url}/?desk=${desk}`);
    await tab.getByTestId('new-subject').fill(subject);
    await tab.getByTestId('new-message').fill(message);
    await tab.getByTestId('new-submit').click();
    await tab.getByTestId('customer-list').getByText(subject).waitFor();
    await tab.close();
    const { ticketId } = await until(() => this.told(accountId)[before]);
    return { desk, accountId, ticketId: ticketId ?? '', subject };
  }

  /** The automation replies; answers how often the customer sees it, and whose doing the platform's webhook was taken for. */
  async automationReplies(
    { desk, accountId, ticketId, subject }: Written,
    body: string,
  ): Promise<{ seen: number; origin: string }> {
    await this.replyLands(accountId, ticketId, body);
    await this.control.deliveriesSettled();
    const tab = await this.person.opens(`${this.world.sandbox.url}/?desk=${desk}`);
    await tab.getByTestId('customer-list').getByText(subject).click();
    const replies = tab.locator('#customer-messages').getByTestId('message').filter({ hasText: body });
    await replies.first().waitFor();
    const seen = await replies.count();
    await tab.close();
    const { origin } = await until(async () => {
      const { data } = await this.world.nightdesk.events();
      return data.find(
        (event) =>
          event.type === 'reply.added' && event.accountId === accountId && event.ticketId === ticketId,
      );
    });
    return { seen, origin };
  }

  /** Asks for a reply by the API, and waits until it is said to be there. */
  async replyLands(accountId: string, ticketId: string, body: string): Promise<void> {
    const { nightdesk } = this.world;
    const { id } = await nightdesk.submit(accountId, ticketId, { steps: [{ kind: 'reply', body }] });
    await until(async () => (await nightdesk.operation(id)).state === 'confirmed');
  }

  /** The automation hears of a ticket that only polling can find. */
  async hearsOf(accountId: string, ticketId: string): Promise<void> {
    await until(() => this.told(accountId).some((event) => event.ticketId === ticketId), 45_000);
  }

  private told(accountId: string) {
    return this.world.consumer.received('ticket.created').filter((event) => event.accountId === accountId);
  }
}
