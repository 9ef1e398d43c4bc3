import { createServer, connect as dial, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { jest } from '@jest/globals';
import { Database } from '@nightdesk/platform/database';
import { isStorageAway } from '../../apps/api/src/http/storage-away.js';
import { cloneTemplate, type TestDatabase } from '../support/database.js';
import { openPool } from '../support/pool.js';
import { until } from '../support/until.js';

jest.setTimeout(60_000);

let real: TestDatabase;
let admin: ReturnType<typeof openPool>;
beforeAll(async () => {
  real = await cloneTemplate();
  admin = openPool(real.url);
});
afterAll(async () => {
  await admin.end();
  await real.drop();
});

/** What the work fails with. */
async function failure(work: () => Promise<unknown>): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error('it did not fail');
}

/** Between us and Postgres: it can fall silent, hang up, or answer for it. */
class Between {
  private readonly sockets = new Set<Socket>();
  private server!: Server;
  mode: 'pass' | 'silent' | Buffer = 'pass';

  async open(): Promise<string> {
    const { hostname, port } = new URL(real.url);
    this.server = createServer((socket) => {
      this.sockets.add(socket);
      socket.on('error', () => undefined);
      if (this.mode === 'silent') return;
      if (this.mode !== 'pass') return void socket.once('data', () => socket.end(this.mode as Buffer));
      const there = dial(Number(port), hostname);
      there.on('error', () => undefined);
      socket.pipe(there).pipe(socket);
      socket.on('close', () => there.destroy());
    });
    await once(this.server.listen(0, '127.0.0.1'), 'listening');
    const url = new URL(real.url);
    url.hostname = '127.0.0.1';
    url.port = String((this.server.address() as AddressInfo).port);
    return url.href;
  }

  hangUp(): void {
    for (const socket of this.sockets) socket.destroy();
    this.sockets.clear();
  }

  close(): void {
    this.hangUp();
    this.server.close();
  }
}

/** As Postgres refuses a connection before it is one. */
function refusal(code: string, message: string): Buffer {
  const fields = Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${message}\0\0`);
  const length = Buffer.alloc(4);
  length.writeInt32BE(fields.length + 4);
  return Buffer.concat([Buffer.from('E'), length, fields]);
}

let between: Between;
let database: Database;
beforeEach(async () => {
  between = new Between();
  database = new Database({ url: await between.open(), poolSize: 2 });
});
afterEach(async () => {
  between.close();
  await database.close();
});

/** Both ways to Postgres that a request can take. */
const ways = [
  ['a statement of our own', (sql: string) => database.pool.query(sql)],
  ['Prisma, raw', (sql: string) => database.client.$queryRawUnsafe(sql)],
  ['Prisma, in a transaction', (sql: string) => database.transaction((tx) => tx.$queryRawUnsafe(sql))],
  ['Prisma, by its model', () => database.client.account.findMany()],
] as const;
/** Those that can be made to last. */
const lasting = ways.slice(0, 3);

let slept = 0;
/** A statement that takes long, and its name among what Postgres does. */
const sleeping = () => `SELECT pg_sleep(20)::text AS sleep_${(slept += 1)}`;
const running = async (statement: string) =>
  (
    await admin.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND query = $1`,
      [statement],
    )
  ).rows[0]?.pid;

describe.each(lasting)('%s', (_name, run) => {
  test('that Postgres ends because it shuts down (57P01) is storage that is away', async () => {
    const statement = sleeping();
    const failed = failure(() => run(statement));
    await admin.query('SELECT pg_terminate_backend($1)', [await until(() => running(statement))]);
    expect(isStorageAway(await failed)).toBe(true);
  });

  test('whose connection breaks is storage that is away', async () => {
    const statement = sleeping();
    const failed = failure(() => run(statement));
    await until(() => running(statement));
    between.hangUp();
    expect(isStorageAway(await failed)).toBe(true);
  });

  test('that is wrong is our own failure', async () => {
    expect(isStorageAway(await failure(() => run('SELECT nothing FROM nowhere')))).toBe(false);
    expect(isStorageAway(await failure(() => run(`SELECT 'a'::int::text`)))).toBe(false);
  });
});

describe.each(ways)('%s', (_name, run) => {
  test.each([
    ['57P03', 'the database system is starting up'],
    ['53300', 'sorry, too many clients already'],
  ])('that Postgres refuses with %s is storage that is away', async (code, message) => {
    between.mode = refusal(code, message);
    expect(isStorageAway(await failure(() => run('SELECT 1')))).toBe(true);
  });

  test('that nobody answers, or that gets no connection, is storage that is away', async () => {
    between.mode = 'silent';
    const both = await Promise.all([1, 2, 3, 4].map(() => failure(() => run('SELECT 1'))));
    expect(both.map(isStorageAway)).toEqual([true, true, true, true]);
  });

  test('at a server that is gone is storage that is away', async () => {
    between.close();
    expect(isStorageAway(await failure(() => run('SELECT 1')))).toBe(true);
  });
});

test('a connection that is known to be broken is storage that is away', async () => {
  const client = await database.pool.connect();
  const noticed = new Promise((resolve) => client.once('error', resolve));
  between.hangUp();
  await noticed;
  expect(isStorageAway(await failure(() => client.query('SELECT 1')))).toBe(true);
  client.release(true);
});

test('a row that is there already is our own failure', async () => {
  const add = () =>
    database.client.switch.create({ data: { name: 'x', reason: 'y', setBy: 'z', setAt: new Date() } });
  await add();
  expect(isStorageAway(await failure(add))).toBe(false);
  expect(isStorageAway('no error at all')).toBe(false);
});
