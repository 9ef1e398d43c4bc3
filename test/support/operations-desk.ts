import type { Operation } from '@nightdesk/contract';
import type { OperationRequest } from '@nightdesk/sdk';
import pg from 'pg';
import { cloneTemplate, type TestDatabase } from './database.js';
import { until } from './until.js';
import { World } from './world.js';

type Fault = Parameters<World['sandbox']['control']['fault']>[0];

/** An installation on Postgres with one account, seen from who asks for operations and from the site that they change. */
export class OperationsDesk {
  private constructor(
    private readonly database: TestDatabase,
    readonly world: World,
    readonly account: string,
  ) {}

  static async open(more: Readonly<Record<string, string>> = {}): Promise<OperationsDesk> {
    const database = await cloneTemplate();
    const world = await World.start({ databaseUrl: database.url, redis: undefined }, more);
    world.sandbox.control.zendesk('acme').change({ plan: 'Suite Enterprise Plus', highVolume: true });
    return new OperationsDesk(database, world, await world.account());
  }

  async close(): Promise<void> {
    await this.world.stop();
    await this.database.drop();
  }

  get site() {
    return this.world.sandbox.control.zendesk('acme');
  }

  newTicket(): string {
    return this.world.customerWrites('Where is my order?', 'Order');
  }

  /** What the site itself has of the ticket. */
  truth(ticketId: string) {
    return this.site.ticket(Number(ticketId));
  }

  /** Everything said after the customer's first words, oldest first. */
  said(ticketId: string): string[] {
    return this.truth(ticketId)
      .comments.slice(1)
      .map(({ body }) => body);
  }

  /** The updates of the ticket that reached the site, the refused ones too. */
  updates(ticketId: string) {
    return this.world.sandbox.control
      .requests({ route: '/api/v2/tickets/:id', method: 'PUT' })
      .filter(({ path }) => path === `/api/v2/tickets/${ticketId}`);
  }

  /** A person of the site's staff does something to the ticket. */
  humanActs(ticketId: string, act: Omit<Parameters<typeof this.site.agentActs>[1], 'agentId'>): void {
    const agent = this.site.describe().users.find(({ name }) => name === 'Tomás Rivera');
    this.site.agentActs(Number(ticketId), { agentId: String(agent?.id), ...act });
  }

  /** Hits the next update of the ticket, unless `more` says otherwise. */
  fault(kind: Fault['kind'], ticketId: string, more: Partial<Fault> = {}): void {
    const match = { method: 'PUT', ticketId } as const;
    this.world.sandbox.control.fault({ platform: 'zendesk', site: 'acme', kind, match, ...more });
  }

  submit(ticketId: string, request: OperationRequest): Promise<Operation> {
    return this.world.nightdesk.submit(this.account, ticketId, request);
  }

  reply(ticketId: string, body: string, conditions: Partial<OperationRequest> = {}): Promise<Operation> {
    return this.submit(ticketId, { steps: [{ kind: 'reply', body }], ...conditions });
  }

  /** Waits for the state; any other in which an operation rests fails the test with what it says. */
  async reached({ id }: Pick<Operation, 'id'>, state: Operation['state']): Promise<Operation> {
    return until(async () => {
      const operation = await this.world.nightdesk.operation(id);
      const resting = ['confirmed', 'failed', 'dead', 'held'].includes(operation.state);
      if (resting) expect(operation).toMatchObject({ state });
      return operation.state === state ? operation : null;
    }, 40_000);
  }

  /** As if so many attempts had been made, and the pause after them had passed. */
  async spend({ id }: Pick<Operation, 'id'>, attempts: number): Promise<void> {
    const client = new pg.Client({ connectionString: this.database.url });
    await client.connect();
    await client.query('UPDATE operations SET attempts = $2 WHERE id = $1', [id, attempts]);
    await client.query(
      `UPDATE operation_transitions SET at = at - interval '1 hour' WHERE operation_id = $1`,
      [id],
    );
    await client.query('UPDATE operations SET due_at = now() WHERE id = $1', [id]);
    await client.end();
  }

  /** The first event about the operation that the automation was told. */
  told({ id }: Pick<Operation, 'id'>) {
    return until(() =>
      this.world.consumer.deliveries.find(
        ({ operationId, type }) => operationId === id && type.startsWith('operation.'),
      ),
    );
  }
}

/** The states that an operation went through. */
export const moves = ({ transitions }: Operation) => transitions.map(({ to }) => to);
