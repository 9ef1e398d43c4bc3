import { Clock } from '@nightdesk/platform/clock';
import type { Config } from '@nightdesk/platform/config';
import { NotLookedAt } from './finding.js';
import { PostgresStore } from './postgres.store.js';
import { type Answer, visit } from './visit.js';

/** What the checks of one self-test look with. What several need is had once, and may fail for each of them. */
export class Situation {
  readonly clock = new Clock();
  private store: Promise<PostgresStore> | undefined;
  private readonly visits = new Map<string, Promise<Answer>>();

  constructor(
    private readonly config: Partial<Config>,
    /** Variables that cannot be used, each with a sentence. */
    readonly problems: Readonly<Record<string, string>>,
  ) {}

  /** @throws NotLookedAt when the variable cannot be used. */
  need<Name extends keyof Config>(name: Name): Exclude<Config[Name], undefined> {
    const value = this.config[name];
    if (value === undefined) throw new NotLookedAt(`${name} cannot be used: see the configuration.`);
    return value as Exclude<Config[Name], undefined>;
  }

  /** Null when it is left out. @throws NotLookedAt when it cannot be used. */
  given<Name extends keyof Config>(name: Name): Exclude<Config[Name], undefined> | null {
    return name in this.problems || this.config[name] !== undefined ? this.need(name) : null;
  }

  /** @throws NotLookedAt when Postgres cannot be reached. */
  async postgres(): Promise<PostgresStore> {
    try {
      return await this.reachedPostgres();
    } catch (error) {
      if (error instanceof NotLookedAt) throw error;
      throw new NotLookedAt('Postgres cannot be used: see the database.');
    }
  }

  /** The same, with what Postgres or the network said. */
  reachedPostgres(): Promise<PostgresStore> {
    this.store ??= this.open();
    return this.store;
  }

  /** `/healthz` at one of our addresses. */
  visit(address: string): Promise<Answer> {
    const begun = this.visits.get(address) ?? visit(`${address}/healthz`, this.clock);
    this.visits.set(address, begun);
    return begun;
  }

  async close(): Promise<void> {
    const store = await this.store?.then(
      (opened) => opened,
      () => null,
    );
    await store?.close();
  }

  private async open(): Promise<PostgresStore> {
    const store = new PostgresStore(
      {
        DATABASE_URL: this.need('DATABASE_URL'),
        DATABASE_POOL: this.need('DATABASE_POOL'),
        REDIS_URL: this.given('REDIS_URL') ?? undefined,
      },
      this.clock,
    );
    try {
      await store.greet();
      return store;
    } catch (error) {
      await store.close();
      throw error;
    }
  }
}
