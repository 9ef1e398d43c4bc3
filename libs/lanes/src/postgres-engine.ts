import { createPostgresBackend, type PostgresConnectionOptions, Queue, runMigrations, Worker } from 'bullmq';
import pg from 'pg';
import { lanePoolSize } from './connections.js';
import { type LaneEngine, queueOptions, workerOptions } from './lane-engine.js';

/** BullMQ's name of its schema; ours stay in `public`. */
const SCHEMA = 'bullmq';

const CHANNEL = 'lanes_woken';
const LISTEN_AGAIN_MS = 1_000;

/**
 * Queues on Postgres, in a schema of their own and over one small pool for the process. Their commits do not wait for the
 * disk: what a crash of Postgres takes from a queue is no work, the sweeper finds what is due. So webhooks, which do wait,
 * have the disk for themselves.
 */
export function postgresEngine(connectionString: string, onError: (error: Error) => void): LaneEngine {
  const pool = new pg.Pool({
    connectionString,
    options: `-c search_path=${SCHEMA} -c synchronous_commit=off`,
    max: lanePoolSize,
    keepAlive: true,
    connectionTimeoutMillis: 2_000,
  });
  // On each connection, because BullMQ borrows some without listening: an unheard error would end the process.
  pool.on('connect', (client) => client.on('error', onError));
  pool.on('error', () => undefined); // the same ones again
  // The same thing to BullMQ, whose own description of a pool is stricter about absent properties than pg's.
  const connection = pool as unknown as PostgresConnectionOptions;
  let stopListening = () => {};
  return {
    name: 'postgres',
    async prepare() {
      const client = await pool.connect();
      try {
        await runMigrations(client, SCHEMA);
      } finally {
        client.release();
      }
    },
    async ready(opened) {
      await opened.waitUntilReady();
    },
    queue: (kind) => new Queue(kind, { ...queueOptions, connection }, createPostgresBackend),
    worker: (kind, run, concurrency) =>
      new Worker(
        kind,
        run,
        { ...workerOptions, concurrency, connection, drainDelay: 5 },
        createPostgresBackend,
      ),
    tell: (names) => pool.query(`SELECT pg_notify('${CHANNEL}', name) FROM unnest($1::text[]) name`, [names]),
    listen(heard) {
      stopListening = keepListening(pool, heard, onError);
    },
    expect: () => undefined, // a worker's own timer is punctual
    async close() {
      stopListening();
      await pool.end();
    },
  };
}

/** Listens over one connection of the pool, and over another one when that breaks. Answers how to stop. */
function keepListening(
  pool: pg.Pool,
  heard: (payload: string) => void,
  onError: (error: Error) => void,
): () => void {
  let stopped = false;
  let client: pg.PoolClient | undefined;
  let again: NodeJS.Timeout | undefined;
  const giveBack = () => {
    client?.release(true); // not to be used by others: it listens
    client = undefined;
  };
  const open = async () => {
    try {
      client = await pool.connect();
      client.on('notification', ({ payload }) => heard(payload ?? ''));
      client.once('end', () => {
        giveBack();
        later();
      });
      await client.query(`LISTEN ${CHANNEL}`);
    } catch (error) {
      onError(error instanceof Error ? error : new Error(String(error)));
      giveBack();
      later();
    }
    if (stopped) giveBack();
  };
  const later = () => {
    clearTimeout(again);
    if (!stopped) again = setTimeout(() => void open(), LISTEN_AGAIN_MS);
  };
  void open();
  return () => {
    stopped = true;
    clearTimeout(again);
    giveBack();
  };
}
