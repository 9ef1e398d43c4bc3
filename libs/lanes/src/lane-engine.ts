import {
  createPostgresBackend,
  type Job,
  type JobsOptions,
  type PostgresConnectionOptions,
  type Processor,
  Queue,
  type QueueOptions,
  runMigrations,
  Worker,
} from 'bullmq';
import type { Redis } from 'ioredis';
import pg from 'pg';
import type { LaneKind } from './lanes.types.js';

/**
 * What a lane may have in its queue: one drain, and alarms that end a wait for a later row. `fruitless` counts the
 * drains in a row that moved nothing although rows were due; it spaces the next ones.
 */
export interface LaneJob {
  key: string;
  fruitless: number;
}

export interface NewJob {
  name: 'drain' | 'alarm';
  data: LaneJob;
  opts: JobsOptions;
}

/** Its id is the lane's name: the queue refuses a second one until the first is gone, whatever its state. */
export function drainJob(key: string, fruitless = 0): NewJob {
  return { name: 'drain', data: { key, fruitless }, opts: { jobId: `drain.${key}` } };
}

/** Its id holds the instant: the same alarm is set once, and an earlier one needs no look at the others. */
export function alarmJob(key: string, at: Date, now: Date, fruitless = 0): NewJob {
  const delay = Math.max(1, at.getTime() - now.getTime());
  return { name: 'alarm', data: { key, fruitless }, opts: { jobId: `alarm.${key}.${at.getTime()}`, delay } };
}

/**
 * How long a dead worker holds its lanes: a lock expires `lockDuration` after its last renewal and the next check
 * takes the lane back, so under 8 s. Safe to be this short: rows are claimed in Postgres, so a worker that was only
 * slow and lost its lock can at worst ask for a row that somebody else has.
 */
const LOCK_MS = 5_000;
const STALLED_CHECK_MS = 2_500;

/** What lanes need of a BullMQ queue; the two engines' own types differ in what nobody here uses. */
export interface LaneQueue {
  waitUntilReady(): Promise<unknown>;
  add(name: NewJob['name'], data: LaneJob, opts: NewJob['opts']): Promise<unknown>;
  addBulk(jobs: NewJob[]): Promise<unknown>;
  getJobCounts(...states: ('waiting' | 'active' | 'delayed')[]): Promise<Record<string, number>>;
  getWaitingCount(): Promise<number>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(): Promise<void>;
}

/** What lanes need of a BullMQ worker. */
export interface LaneWorker<Result> {
  waitUntilReady(): Promise<unknown>;
  on(event: 'completed', listener: (job: Job<LaneJob>, result: Result) => void): unknown;
  on(event: 'failed', listener: (job: Job<LaneJob> | undefined) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  run(): Promise<void>;
  close(): Promise<void>;
}

/** Where the queues live. One queue for each kind of lane, so that a flood of reads takes no slot of a write. */
export interface LaneEngine {
  readonly name: 'redis' | 'postgres';
  /** Makes the engine's own tables, where it has any. */
  prepare(): Promise<void>;
  /**
   * Waits for a queue or worker where a first contact that fails would never be repeated: BullMQ remembers it on
   * Postgres. The process then does not start, as without its migrations. Redis may come later.
   */
  ready(opened: { waitUntilReady(): Promise<unknown> }): Promise<void>;
  queue(kind: LaneKind): LaneQueue;
  worker<Result>(kind: LaneKind, run: Processor<LaneJob, Result>, concurrency: number): LaneWorker<Result>;
  close(): Promise<void>;
}

const queueOptions = {
  defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
  streams: { events: { maxLen: 100 } },
} satisfies Omit<QueueOptions, 'connection'>;

const workerOptions = {
  autorun: false,
  lockDuration: LOCK_MS,
  stalledInterval: STALLED_CHECK_MS,
  maxStalledCount: 1_000_000, // a lane is never given up: what to do with a bad row is its owner's decision
  runRetryDelay: 1_000,
  removeOnComplete: { count: 0 },
  removeOnFail: { count: 0 },
};

/** Queues on Redis. Producers use the shared connection, which fails fast; workers block on their own. */
export function redisEngine(shared: Redis): LaneEngine {
  const prefix = '{lanes}';
  let blocking: Redis | undefined;
  const forWorkers = () => {
    blocking ??= shared.duplicate({
      enableOfflineQueue: true,
      maxRetriesPerRequest: null,
      commandTimeout: undefined,
    });
    return blocking;
  };
  return {
    name: 'redis',
    prepare: async () => undefined,
    ready: async () => undefined,
    queue: (kind) => new Queue(kind, { ...queueOptions, prefix, connection: shared }),
    worker: (kind, run, concurrency) =>
      new Worker(kind, run, {
        ...workerOptions,
        prefix,
        concurrency,
        connection: forWorkers(),
        drainDelay: 10,
      }),
    close: async () => blocking?.disconnect(),
  };
}

/** BullMQ's name of its schema; ours stay in `public`. */
const SCHEMA = 'bullmq';

/** Queues on Postgres, in a schema of their own and over one small pool for the process. */
export function postgresEngine(connectionString: string, onError: (error: Error) => void): LaneEngine {
  const pool = new pg.Pool({
    connectionString,
    options: `-c search_path=${SCHEMA}`,
    max: 10,
    keepAlive: true,
    connectionTimeoutMillis: 2_000,
  });
  // On each connection, because BullMQ borrows some without listening: an unheard error would end the process.
  pool.on('connect', (client) => client.on('error', onError));
  pool.on('error', () => undefined); // the same ones again
  // The same thing to BullMQ, whose own description of a pool is stricter about absent properties than pg's.
  const connection = pool as unknown as PostgresConnectionOptions;
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
    close: () => pool.end(),
  };
}
