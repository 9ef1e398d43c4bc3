import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { nameOf, sealedColumns } from '@nightdesk/key-rotation';
import { KeyRing, Secret } from '@nightdesk/platform/crypto';
import pg from 'pg';
import { cloneTemplate, type TestDatabase } from '../support/database.js';
import { programArguments } from '../support/programs.js';
import { freePort, Service } from '../support/service.js';
import { World } from '../support/world.js';

const key = (id: string, byte: number) => `${id}:${Buffer.alloc(32, byte).toString('base64')}`;
/** Key rings, as an operator sets them one after the other. */
export const rings = {
  old: key('k1', 1),
  both: `${key('k1', 1)},${key('k2', 2)}`,
  turned: `${key('k2', 2)},${key('k1', 1)}`,
  fresh: key('k2', 2),
  wrongBytes: key('k1', 9),
};

/** An installation whose key ring is changed, and the program that does it. */
export class KeyRoom {
  private constructor(
    readonly world: World,
    private readonly database: TestDatabase,
    readonly sql: pg.Client,
  ) {}

  static async open(): Promise<KeyRoom> {
    const database = await cloneTemplate();
    const world = await World.start({ databaseUrl: database.url, redis: undefined }, { KEY_RING: rings.old });
    const sql = new pg.Client({ connectionString: database.url });
    await sql.connect();
    return new KeyRoom(world, database, sql);
  }

  async close(): Promise<void> {
    await this.world.stop();
    await this.sql.end();
    await this.database.drop();
  }

  /** Api and worker are started anew with another ring. */
  async restart(ring: string): Promise<void> {
    const { world } = this;
    await Promise.all([world.api.stop(), world.worker.stop()]);
    world.environment = { ...world.environment, KEY_RING: ring };
    world.api = new Service('apps/api/src/main.ts', world.environment, `${world.url}/readyz`);
    const ready = `http://127.0.0.1:${world.environment['HEALTH_PORT']}/readyz`;
    world.worker = new Service('apps/worker/src/main.ts', world.environment, ready);
    await Promise.all([world.api.start(), world.worker.start()]);
  }

  /** What a program says that does not start with this ring. */
  async refusal(program: 'api' | 'worker', ring: string): Promise<string> {
    const [PORT, HEALTH_PORT] = [String(await freePort()), String(await freePort())];
    const environment = { ...this.world.environment, PORT, HEALTH_PORT, KEY_RING: ring };
    const port = program === 'api' ? PORT : HEALTH_PORT;
    const service = new Service(
      `apps/${program}/src/main.ts`,
      environment,
      `http://127.0.0.1:${port}/readyz`,
    );
    try {
      await service.start();
    } catch (error) {
      return (error as Error).message;
    }
    await service.stop();
    return 'it started';
  }

  /** Runs `npm run keys:rotate` as a process of its own. */
  rotation(ring: string, ...args: string[]): Rotation {
    return new Rotation({ ...this.world.environment, KEY_RING: ring }, args);
  }

  /** Many credentials of other accounts, so that a rotation takes more than one batch. */
  async many(count: number, ring: string): Promise<void> {
    const keys = new KeyRing(ring);
    const ids = Array.from({ length: count }, (_, n) => `cred_${String(n).padStart(6, '0')}`);
    const sealed = (part: string) =>
      ids.map((id) => keys.seal(new Secret(`${part} of ${id}`), `credential:${id}:${part}`));
    await this.sql.query(
      `INSERT INTO credentials (id, account_id, lane, kind, sealed_access, sealed_refresh, scopes, created_at)
       SELECT id, 'acc_of_' || id, 'both', 'api_key', access, refresh, '{}', now()
         FROM unnest($1::text[], $2::text[], $3::text[]) AS r (id, access, refresh)`,
      [ids, sealed('access'), sealed('refresh')],
    );
  }

  /** Every sealed record: where it is, which key seals it, and what is in it when `ring` opens it. */
  async records(ring: string): Promise<{ name: string; keyId: string; text: string | null }[]> {
    const keys = new KeyRing(ring);
    const all = [];
    for (const column of sealedColumns) {
      const { rows } = await this.sql.query<{ key: string[]; sealed: string }>(
        `SELECT ARRAY[${column.key.join(', ')}]::text[] AS key, ${column.column} AS sealed FROM ${column.table}
          WHERE ${column.column} IS NOT NULL`,
      );
      for (const row of rows) {
        const keyId = row.sealed.split('.')[1] ?? '';
        const text = keys.ids.includes(keyId)
          ? keys.open(row.sealed, column.purpose(...row.key)).reveal()
          : null;
        all.push({ name: nameOf(column), keyId, text });
      }
    }
    return all;
  }

  /** Details of the lines in the audit log with this action, oldest first. */
  async audit<T extends object>(action: string): Promise<T[]> {
    const { rows } = await this.sql.query<{ details: T }>(
      'SELECT details FROM audit_log WHERE action = $1 ORDER BY seq',
      [action],
    );
    return rows.map(({ details }) => details);
  }
}

/** One run of the program. */
export class Rotation {
  private readonly child: ChildProcess;
  said = '';

  constructor(environment: Readonly<Record<string, string>>, args: readonly string[]) {
    this.child = spawn(process.execPath, programArguments('apps/keys/src/main.ts', ...args), {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'], ...environment },
    });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on('data', (chunk: Buffer) => (this.said += chunk.toString()));
  }

  async kill(): Promise<void> {
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }

  /** Its exit code and everything it said. */
  async ended(): Promise<{ code: number | null; said: string }> {
    if (this.child.exitCode === null) await once(this.child, 'close');
    return { code: this.child.exitCode, said: this.said };
  }
}
