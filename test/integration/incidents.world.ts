import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AccessModule } from '@nightdesk/access';
import { AlertingModule, AlertsWork, Incidents, IncidentsModule, Watch } from '@nightdesk/incidents';
import { LanesModule } from '@nightdesk/lanes';
import { Clock } from '@nightdesk/platform/clock';
import { Database } from '@nightdesk/platform/database';
import { cloneTemplate } from '../support/database.js';
import { platformModules } from '../support/platform-modules.js';

export interface IncidentRow {
  id: string;
  account_id: string | null;
  cause: string;
  subject: string;
  severity: string;
  reason: string;
  remedy: string;
  details: Record<string, unknown>;
  opened_at: Date;
  resolved_at: Date | null;
  remind_at: Date | null;
  reminders: number;
}

/** One process of Nightdesk as far as incidents go, with a clock that stands still until it is moved. */
export class World {
  now = new Date('2026-11-22T08:00:00.000Z');

  private constructor(
    readonly app: INestApplicationContext,
    readonly url: string,
    private readonly dispose: () => Promise<void>,
  ) {}

  /** @param url of another world's database, to be a second process on it. */
  static async open(settings: Readonly<Record<string, string>> = {}, url?: string): Promise<World> {
    const database = url === undefined ? await cloneTemplate() : undefined;
    const DATABASE_URL = url ?? database?.url ?? '';
    const app = await NestFactory.createApplicationContext(rootModule({ DATABASE_URL, ...settings }), {
      logger: ['error'],
    });
    const world = new World(app, DATABASE_URL, async () => {
      await app.close();
      await database?.drop();
    });
    world.get(Clock).now = () => world.now;
    return world;
  }

  get<T>(type: abstract new (...args: never[]) => T): T {
    return this.app.get(type as never, { strict: false });
  }

  get incidents(): Incidents {
    return this.get(Incidents);
  }

  pass(minutes: number): void {
    this.now = new Date(this.now.getTime() + minutes * 60_000);
  }

  /** `minutes` before now. */
  ago(minutes: number): Date {
    return new Date(this.now.getTime() - minutes * 60_000);
  }

  async rows<T extends object = Record<string, unknown>>(sql: string, ...values: unknown[]): Promise<T[]> {
    const { rows } = await this.get(Database).pool.query<T>(sql, values);
    return rows;
  }

  /** One look at everything, and a look at the reminders. */
  async tick(): Promise<void> {
    const watch = this.get(Watch);
    await watch.look('urgent');
    await watch.look('costly');
    await watch.look('rare');
    await watch.remind();
  }

  /** Sends what is due, as lanes would, until nothing is. */
  async tell(): Promise<void> {
    const work = this.get(AlertsWork);
    for (let round = 0; round < 20; round += 1) {
      const lanes = await work.dueKeys(100);
      if (lanes.length === 0) return;
      for (const lane of lanes) {
        for (let times = 0; times < 50; times += 1) {
          const [item] = (await work.take(lane, 1, [])).items;
          if (!item) break;
          await work.perform(lane, item);
        }
      }
    }
  }

  async tickAndTell(): Promise<void> {
    await this.tick();
    await this.tell();
  }

  all(): Promise<IncidentRow[]> {
    return this.rows<IncidentRow>('SELECT * FROM incidents ORDER BY opened_at, id');
  }

  open(): Promise<IncidentRow[]> {
    return this.rows<IncidentRow>(
      'SELECT * FROM incidents WHERE resolved_at IS NULL ORDER BY cause, subject',
    );
  }

  /** Nothing is there but one account that works, `acc`. */
  async begin(): Promise<void> {
    this.now = new Date('2026-11-22T08:00:00.000Z');
    await this
      .rows(`TRUNCATE accounts, credentials, capability_findings, call_minutes, webhooks, inbox, breakers, operations,
      operation_steps, budget_windows, ticket_fuses, events, subscribers, incidents, alerts, switches, synthetic_checks, synthetic_runs CASCADE`);
    await this.account('acc');
  }

  /** An account that works, and what is given. */
  async account(id: string, given: Record<string, unknown> = {}): Promise<void> {
    const row: Record<string, unknown> = {
      id,
      platform: 'zendesk',
      site: id,
      state: 'live',
      cause: 'allowed',
      reason: '',
      remedy: '',
      state_since: this.ago(1_000),
      required_capabilities: ['tickets:read', 'replies:write'],
      created_at: this.now,
      ...given,
    };
    await this.insert('accounts', row);
  }

  async insert(table: string, row: Record<string, unknown>): Promise<void> {
    const names = Object.keys(row);
    const places = names.map((_, index) => `$${index + 1}`);
    await this.rows(
      `INSERT INTO ${table} (${names.join(', ')}) VALUES (${places.join(', ')})`,
      ...Object.values(row),
    );
  }

  /** The account's credential is refused, and later accepted again. */
  async refused(id: string): Promise<void> {
    await this.rows(
      `UPDATE accounts SET state = 'needs_reauth', cause = 'grant_refused', reason = 'Refused.', remedy = 'Connect again.',
         state_since = $2 WHERE id = $1`,
      id,
      this.now,
    );
  }

  async accepted(id: string): Promise<void> {
    await this.rows(
      `UPDATE accounts SET state = 'live', cause = 'allowed', reason = '', remedy = '', state_since = $2 WHERE id = $1`,
      id,
      this.now,
    );
  }

  close(): Promise<void> {
    return this.dispose();
  }
}

function rootModule(settings: Readonly<Record<string, string>>) {
  @Module({
    imports: [...platformModules(settings), LanesModule, AccessModule, AlertingModule, IncidentsModule],
  })
  class Root {}
  return Root;
}
