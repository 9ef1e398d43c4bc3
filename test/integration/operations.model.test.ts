import { randomUUID } from 'node:crypto';
import { HelpdeskError, type Send, type Step, type WriteMark } from '@nightdesk/helpdesks/contract';
import { Outbox } from '@nightdesk/outbox';
import { Clock, Ids } from '@nightdesk/platform/clock';
import { Database } from '@nightdesk/platform/database';
import { Log } from '@nightdesk/platform/observability';
import { jest } from '@jest/globals';
import fc from 'fast-check';
import { OperationLog } from '../../libs/operations/src/operation-log.js';
import { OperationsQueueStore } from '../../libs/operations/src/operations.queue.store.js';
import { OperationsStore } from '../../libs/operations/src/operations.store.js';
import { Performer } from '../../libs/operations/src/performer.js';
import { OutboxStore } from '../../libs/outbox/src/outbox.store.js';
import { cloneTemplate, type TestDatabase } from '../support/database.js';

jest.setTimeout(300_000);

/**
 * The state machine against a model of a platform, with the process ended at every instruction that can be told apart from
 * outside: before and after each commit, before and after the call takes effect. Database, history, queue and performer are
 * the real ones; the platform, its door and the lanes are stand-ins, because only so each instant can be chosen.
 */
class Ended extends Error {}

/** What becomes of a call at the platform. `lost`: it takes effect and nobody is told. */
type Fate = 'answered' | 'lost' | 'refused' | 'unreached';

/** Counts instructions, and ends the process at one of them: from then on nothing that it does has an effect. */
class Process {
  private passed = 0;
  private isOver = false;
  constructor(private readonly endsAt: number) {}

  get instructions() {
    return this.passed;
  }

  point(): void {
    this.passed += 1;
    if (this.isOver || this.passed === this.endsAt) {
      this.isOver = true;
      throw new Ended();
    }
  }

  /** The same thing, with an instruction before and after each of its methods. */
  watched<T extends object>(thing: T): T {
    return new Proxy(thing, {
      get: (target, key) => {
        const value = Reflect.get(target, key) as unknown;
        if (typeof value !== 'function') return value;
        return async (...given: unknown[]) => {
          this.point();
          const answer = (await Reflect.apply(value, target, given)) as unknown;
          this.point();
          return answer;
        };
      },
    });
  }
}

/** A ticket somewhere: which groups of which operations have reached it, and when. */
class Ticket {
  readonly written: { operationId: string; group: string; at: number }[] = [];
  readonly consistencyMs = 10_000;
  constructor(
    private readonly clock: { now(): Date },
    private readonly fates: Fate[],
  ) {}

  send(body: { operationId: string; group: string }): void {
    const fate = this.fates.shift() ?? 'answered';
    if (fate === 'unreached') throw new HelpdeskError('unavailable', 'the connection was refused');
    if (fate === 'refused') throw new HelpdeskError('conflict', 'somebody changed it at the same time');
    this.written.push({ ...body, at: this.clock.now().getTime() });
    if (fate === 'lost') throw new HelpdeskError('ambiguous', 'no answer came');
  }

  /** A read shows what is as old as the platform's delay. */
  has(operationId: string, group: string): boolean {
    const until = this.clock.now().getTime() - this.consistencyMs;
    return this.written.some(
      (one) => one.operationId === operationId && one.group === group && one.at <= until,
    );
  }
}

const steps: Step[] = [
  { kind: 'reply', body: 'It is on its way.' },
  { kind: 'addTags', tags: ['sent'] },
];
const nameOf = (group: readonly Step[]) => group.map(({ kind }) => kind).join();
/** As Zendesk's adapter plans them. */
const groups = ['addTags', 'reply'];

class Rig {
  now = new Date('2026-11-22T10:00:00.000Z');
  readonly clock: Clock = { now: () => this.now };
  readonly id = randomUUID();
  private readonly accountId = randomUUID();
  readonly ticket: Ticket;
  readonly store: OperationsStore;

  constructor(
    private readonly database: Database,
    fates: Fate[],
  ) {
    this.ticket = new Ticket(this.clock, fates);
    this.store = new OperationsStore(database);
  }

  async submit(): Promise<void> {
    const { id, accountId, now } = this;
    const names = { id, accountId, ticketId: '1', traceId: 't', contentHash: id, requestedBy: 'key' };
    const nothing = {
      reason: null,
      claimedUntil: null,
      firstSentAt: null,
      finishedAt: null,
      ifNoReplySince: null,
    };
    const open = { review: null, decision: null, cause: null, ifStatusIn: [], attempts: 0 };
    const row = { ...names, ...nothing, ...open, state: 'queued' as const, createdAt: now, dueAt: now };
    await this.store.transaction((tx) => this.store.insert(tx, row, steps));
  }

  /** One turn of a worker that ends at the given instruction; answers how many it came to. */
  async turn(endsAt: number): Promise<number> {
    const life = new Process(endsAt);
    const { clock } = this;
    const store = life.watched(this.store);
    const silent = { wake: async () => undefined };
    const outbox = new Outbox(new OutboxStore(this.database), silent as never, clock, new Ids(clock));
    const history = new OperationLog(store, outbox, silent as never, clock);
    const account = { id: this.accountId, platform: 'zendesk' };
    const standing = {
      account: async () => account,
      lacks: async () => undefined,
      mark: async ({ id: operationId }: { id: string }) => ({
        operationId,
        since: clock.now(),
        authorId: null,
        taken: [],
      }),
      proved: async () => undefined,
    };
    const model = {
      apply: async (send: Send, _ticketId: string, group: readonly Step[], mark: WriteMark) => {
        const body = { operationId: mark.operationId, group: nameOf(group) };
        await send({ method: 'PUT', path: '/', route: '/', body });
        return { requestId: 'r', remoteIds: [] };
      },
      findApplied: async (_send: Send, _ticketId: string, group: readonly Step[], mark: WriteMark) =>
        this.ticket.has(mark.operationId, nameOf(group)) ? { requestId: undefined, remoteIds: [] } : null,
    };
    const gateway = {
      call: async (
        { beforeSend }: { beforeSend?: (request: object) => Promise<void> },
        work: (adapter: object, send: (request: { body: never }) => Promise<object>) => Promise<unknown>,
      ) =>
        work(model, async (request) => {
          await beforeSend?.(request);
          life.point();
          this.ticket.send(request.body);
          life.point();
          return {};
        }),
    };
    const log = new Log({ level: 'silent', process: 'test' });
    const performer = new Performer(history, gateway as never, standing as never, clock, log);
    const claimed = await new OperationsQueueStore(this.database).claim(
      this.id,
      clock.now(),
      new Date(clock.now().getTime() + 12_000),
    );
    try {
      if (claimed) await performer.perform(claimed, new AbortController().signal);
    } catch (error) {
      if (!(error instanceof Ended)) throw error;
    }
    return life.instructions;
  }

  /** Goes on, a second at a time, until it has ended. */
  async end(): Promise<void> {
    for (let seconds = 0; seconds < 600; seconds += 1) {
      const operation = await this.operation();
      if (operation.finishedAt) return;
      this.now = new Date(this.now.getTime() + 1_000);
      // The lane takes what is due; the rig's account has no row, so its instant is looked at here.
      const [row] = await this.database.client.$queryRaw<{ due: boolean }[]>`
        SELECT due_at <= ${this.now}::timestamptz AND review IS NULL AS due FROM operations WHERE id = ${this.id}`;
      if (row?.due) await this.turn(Infinity);
    }
  }

  async operation() {
    const operation = await this.store.find(this.id);
    if (!operation) throw new Error('it was lost');
    return operation;
  }
}

let template: TestDatabase;
let database: Database;
beforeAll(async () => {
  template = await cloneTemplate();
  database = new Database({ url: template.url, poolSize: 10 });
});
afterAll(async () => {
  await database.close();
  await template.drop();
});

/** Runs it with a process ended at each of the instructions, one after the other, and then to its end. */
async function play(crashes: readonly number[], fates: Fate[] = []): Promise<Rig> {
  const rig = new Rig(database, fates);
  await rig.submit();
  for (const endsAt of crashes) {
    await rig.turn(endsAt);
    rig.now = new Date(rig.now.getTime() + 12_001); // its claim runs out
  }
  await rig.end();
  return rig;
}

async function expectExactlyOnce(rig: Rig): Promise<void> {
  const operation = await rig.operation();
  expect(operation.state).toBe('confirmed');
  expect(operation.steps.map(({ state }) => state)).toEqual(['confirmed', 'confirmed']);
  expect(rig.ticket.written.map(({ group }) => group)).toEqual(groups);
  // A call is announced before it goes out: there are never fewer announcements than effects.
  const announced = operation.transitions.filter(({ to }) => to === 'sending').length;
  expect(announced).toBeGreaterThanOrEqual(1);
  expect(operation.firstSentAt).not.toBeNull();
}

/** More instructions than a clean operation has. */
let length = 0;
test('a clean operation has so many instructions', async () => {
  const rig = new Rig(database, []);
  await rig.submit();
  length = await rig.turn(Infinity);
  expect(length).toBeGreaterThan(8);
  await expectExactlyOnce(rig);
});

test('ended at any instruction, and again at any of the next life: each step is on the ticket exactly once', async () => {
  for (let first = 1; first <= length; first += 1)
    for (let second = 1; second <= length + 2; second += 1)
      await expectExactlyOnce(await play([first, second]));
});

test('so it is whatever becomes of the calls meanwhile', async () => {
  const fate = fc.constantFrom<Fate>('answered', 'lost', 'refused', 'unreached');
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 24 }), { maxLength: 4 }),
      fc.array(fate, { maxLength: 5 }),
      async (crashes, fates) => expectExactlyOnce(await play(crashes, [...fates])),
    ),
    { numRuns: 100 },
  );
});
