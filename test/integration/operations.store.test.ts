import { randomUUID } from 'node:crypto';
import { Database } from '@nightdesk/platform/database';
import { type Operation, operationMoves, operationStates, OwnWrites } from '@nightdesk/operations';
import fc from 'fast-check';
import { OperationsQueueStore } from '../../libs/operations/src/operations.queue.store.js';
import { OperationsStore } from '../../libs/operations/src/operations.store.js';
import {
  OperationMoved,
  OperationMoveIllegal,
  openStates,
} from '../../libs/operations/src/operations.types.js';
import { cloneTemplate, type TestDatabase } from '../support/database.js';

let template: TestDatabase;
let database: Database;
let store: OperationsStore;
let queue: OperationsQueueStore;

beforeAll(async () => {
  template = await cloneTemplate();
  database = new Database({ url: template.url, poolSize: 10 });
  store = new OperationsStore(database);
  queue = new OperationsQueueStore(database);
});
afterAll(async () => {
  await database.close();
  await template.drop();
});

const at = new Date();
const later = (seconds: number) => new Date(at.getTime() + seconds * 1_000);

async function queued(ticketId: string = randomUUID()): Promise<Operation> {
  const id = randomUUID();
  const names = { id, accountId: 'acc', ticketId, traceId: 't', contentHash: 'h', requestedBy: 'key' };
  const fresh = {
    state: 'queued',
    reason: null,
    attempts: 0,
    claimedUntil: null,
    firstSentAt: null,
  } as const;
  const nobody = { review: null, decision: null, cause: null };
  const row = { ...names, ...fresh, finishedAt: null, ifNoReplySince: null, ifStatusIn: [], ...nobody };
  await store.transaction((tx) =>
    store.insert(tx, { ...row, createdAt: at, dueAt: at }, [{ kind: 'reply', body: 'Hello.' }]),
  );
  return reload(id);
}

async function reload(id: string) {
  const operation = await store.find(id);
  if (!operation) throw new Error(`no operation ${id}`);
  return operation;
}

const move = (operation: Operation, to: Operation['state'], claimedUntil?: Date) =>
  store.transaction((tx) =>
    store.move(tx, operation, { to, reason: 'test', at, ...(claimedUntil && { claimedUntil }) }),
  );

test('whatever moves are tried, the state follows the table and the history tells each that happened', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...operationStates), { maxLength: 12 }), async (wanted) => {
      let operation = await queued();
      const expected = ['queued'];
      for (const to of wanted) {
        const legal = (operationMoves[operation.state] as readonly string[]).includes(to);
        const tried = move(operation, to);
        if (!legal) await expect(tried).rejects.toThrow(OperationMoveIllegal);
        else {
          operation = await tried;
          expected.push(to);
        }
      }
      const stored = await reload(operation.id);
      expect(stored.state).toBe(expected.at(-1));
      expect(stored.transitions.map(({ to }) => to)).toEqual(expected);
      expect(stored.finishedAt === null).toBe(openStates.some((state) => state === stored.state));
    }),
    { numRuns: 30 },
  );
});

test('who lost the claim can change nothing, even when the state is the same again', async () => {
  const { id } = await queued();
  const first = await queue.claim(id, at, later(12));
  expect(await queue.claim(id, later(5), later(17))).toBeNull();
  const second = await queue.claim(id, later(12), later(24));
  if (!first || !second) throw new Error('nobody got the claim');
  await expect(move(first, 'sending', later(30))).rejects.toThrow(OperationMoved);
  const putOff = { dueAt: later(60), attempts: 5, reason: 'late' };
  await expect(store.defer(first, putOff)).rejects.toThrow(OperationMoved);
  expect(await move(second, 'sending', later(36))).toMatchObject({ state: 'sending' });
  expect(await reload(id)).toMatchObject({ attempts: 0, claimedUntil: later(36) });
});

test('of many processes at once one gets an operation of a ticket', async () => {
  const ticketId = randomUUID();
  const operations = await Promise.all(Array.from({ length: 4 }, () => queued(ticketId)));
  const claims = await Promise.all(
    [...operations, ...operations].map(({ id }, index) => queue.claim(id, at, later(12 + index))),
  );
  expect(claims.filter(Boolean)).toHaveLength(1);
});

test('a step that is under way has written nothing yet, which is not the same as nobody knows', async () => {
  const { id, accountId, ticketId } = await queued();
  const claimed = await queue.claim(id, at, later(12));
  if (!claimed) throw new Error('nobody else wants it');
  await store.moveAlone(claimed, { to: 'sending', reason: 'test', at, firstSentAt: at });
  const ownWrites = new OwnWrites(database);
  const others = [randomUUID(), randomUUID()].map((other) => ownWrites.since(accountId, other, at));
  expect(await ownWrites.since(accountId, ticketId, at)).toEqual([
    { operationId: id, step: { kind: 'reply', body: 'Hello.' }, remoteIds: [], confirmedAt: null },
  ]);
  expect(await Promise.all(others)).toEqual([[], []]);
});
