import type { Job, JobsOptions, Processor, QueueOptions } from 'bullmq';
import type { Lane, LaneKind } from './lanes.types.js';

/** A lane in one word: `write:acc_1`. */
export const nameOf = ({ kind, key }: Lane) => `${kind}:${key}`;

/**
 * What a lane may have in its queue: one drain, and alarms that end a wait for a later row. `fruitless` counts the
 * drains in a row that moved nothing although rows were due; it spaces the next ones.
 */
export interface LaneJob {
  key: string;
  fruitless: number;
  /** Left by a release that found the lane at work: should the lane park now, it must not wait. */
  released?: string;
}

export interface NewJob {
  name: 'drain' | 'alarm';
  data: LaneJob;
  opts: JobsOptions;
}

export const drainId = (key: string) => `drain.${key}`;

/** Its id is the lane's name: the queue refuses a second one until the first is gone, whatever its state. */
export function drainJob(key: string, fruitless = 0): NewJob {
  return { name: 'drain', data: { key, fruitless }, opts: { jobId: drainId(key) } };
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
  /** Ids of jobs in these states, which are looked at one after the other. */
  getRanges(states: ('active' | 'delayed')[], start: number, end: number): Promise<string[]>;
  getJob(id: string): Promise<Job<LaneJob> | undefined>;
  getWaitingCount(): Promise<number>;
  /** Those that are delayed until before `timestamp` (ms). */
  getDelayedCount(timestamp: number): Promise<number>;
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
  /** Says to every process that listens which lanes were woken, by name. It may get lost: only speed hangs on it. */
  tell(names: readonly string[]): Promise<unknown>;
  /** Hears what is told, over one connection for the process, made anew when it breaks. */
  listen(heard: (name: string) => void): void;
  /** Told of each instant at which a job that this process delayed becomes due. */
  expect(at: Date): void;
  close(): Promise<void>;
}

export const queueOptions = {
  defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
  streams: { events: { maxLen: 100 } },
} satisfies Omit<QueueOptions, 'connection'>;

export const workerOptions = {
  autorun: false,
  lockDuration: LOCK_MS,
  stalledInterval: STALLED_CHECK_MS,
  maxStalledCount: 1_000_000, // a lane is never given up: what to do with a bad row is its owner's decision
  runRetryDelay: 1_000,
  removeOnComplete: { count: 0 },
  removeOnFail: { count: 0 },
};
