import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Clock } from '@nightdesk/platform/clock';
import { ErrorCode, type Job } from 'bullmq';
import { randomUUID } from 'node:crypto';
import {
  alarmJob,
  drainId,
  drainJob,
  type LaneEngine,
  type LaneJob,
  type LaneQueue,
  nameOf,
} from './lane-engine.js';
import { type Lane, type LaneKind, laneKinds } from './lanes.types.js';

/** Injection token of the {@link LaneEngine}. */
export const LANE_ENGINE = Symbol('LaneEngine');

const PATIENCE_MS = 2_500;

/** A bulk costs 4.4 ms on Postgres whatever its size, a single job 0.6 ms (measured); a look at what is parked 4 to 30 ms. */
const FEW = 4;

/** How many lanes of a kind wait for a slot, run, or wait for an instant (parked lanes and alarms). */
export interface LaneDepths {
  waiting: number;
  active: number;
  parked: number;
}

/** Puts lanes to work. Used by every process; running them is {@link LaneRunner}'s. */
@Injectable()
export class Lanes implements OnModuleInit, OnApplicationShutdown {
  private readonly log = new Logger(Lanes.name);
  private queues = new Map<LaneKind, LaneQueue>();
  private ringHere: (name: string) => boolean = () => false;

  constructor(
    @Inject(LANE_ENGINE) private readonly engine: LaneEngine,
    private readonly clock: Clock,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.engine.prepare();
    this.queues = new Map(laneKinds.map((kind) => [kind, this.open(kind)]));
    await Promise.all([...this.queues.values()].map((queue) => this.engine.ready(queue)));
  }

  /**
   * Says that lanes may have due rows. To be called after the rows are committed. A lane that waits for its turn or is
   * parked stays as it is; one that runs looks at once; one that waits for a later row starts at once. One that runs in this
   * process costs the queue nothing: it looks now, or else once more after its job has gone.
   * Never throws and returns within 2.5 s: when the engine is away, the sweeper finds the rows.
   */
  async wake(lanes: readonly Lane[]): Promise<void> {
    const elsewhere = lanes.filter((lane) => !this.ringHere(nameOf(lane)));
    await this.each(elsewhere, async (kind, keys) => {
      const told = this.bounded(kind, keys, 'told of', () =>
        this.engine.tell(keys.map((key) => nameOf({ kind, key }))),
      );
      await Promise.all([this.start(kind, keys), told]);
    });
  }

  /** For the runner of this process: rings the lane of a name if it drains here, and says whether it does. */
  hear(ringHere: (name: string) => boolean): void {
    this.ringHere = ringHere;
  }

  /**
   * Starts lanes that are parked: what they wait for has come already (an operator resumed the account, its ceiling was
   * raised, its breaker closed). To be called after that is committed. One that is about to park does not; a lane that
   * is not parked stays as it is. Never throws and returns within 2.5 s, as {@link wake}: at worst a lane waits until the
   * instant it was given. The work of many lanes goes on after that.
   */
  async release(lanes: readonly Lane[]): Promise<void> {
    await this.each(lanes, (kind, keys) =>
      this.bounded(kind, keys, 'released', async (queue) => {
        const concerned = keys.length > FEW ? await atWorkOrParked(queue, keys) : keys;
        await Promise.all(concerned.map((key) => this.releaseOne(queue, key)));
      }),
    );
  }

  /** To be called by a drain after it parked: whether a release came while it was at work; then the lane starts. */
  async honourRelease(kind: LaneKind, parked: Job<LaneJob>): Promise<void> {
    await this.bounded(kind, [parked.data.key], 'looked at after parking', async (queue) => {
      const now = await queue.getJob(drainId(parked.data.key));
      if (now && now.data.released !== parked.data.released) await startNow(now);
    });
  }

  async depths(kind: LaneKind): Promise<LaneDepths> {
    const counts = await this.queueOf(kind).getJobCounts('waiting', 'active', 'delayed');
    return { waiting: counts['waiting'] ?? 0, active: counts['active'] ?? 0, parked: counts['delayed'] ?? 0 };
  }

  /** Starts lanes of one kind; `fruitless` as in `LaneJob`. Sorted, so that two bulks cannot lock each other out. */
  async start(kind: LaneKind, keys: readonly string[], fruitless = 0): Promise<void> {
    const jobs = keys.toSorted().map((key) => drainJob(key, fruitless));
    const few = jobs.length <= FEW;
    await this.bounded(kind, keys, 'woken', (queue) =>
      few
        ? Promise.all(jobs.map(({ name, data, opts }) => queue.add(name, data, opts)))
        : queue.addBulk(jobs),
    );
  }

  /** Starts a lane at a later instant. */
  async alarm(kind: LaneKind, key: string, at: Date, fruitless = 0): Promise<void> {
    const { name, data, opts } = alarmJob(key, at, this.clock.now(), fruitless);
    await this.bounded(kind, [key], 'given an alarm', (queue) => queue.add(name, data, opts));
    this.engine.expect(at);
  }

  /** Whether a lane waits for a slot. One whose instant has come counts: it is moved only when a slot is free. */
  async contended(kind: LaneKind): Promise<boolean> {
    const queue = this.queueOf(kind);
    const counts = [queue.getWaitingCount(), queue.getDelayedCount(this.clock.now().getTime())];
    return (await Promise.all(counts)).some((count) => count > 0);
  }

  async onApplicationShutdown(): Promise<void> {
    const closing = Promise.all([...this.queues.values()].map((queue) => queue.close()));
    await within(
      PATIENCE_MS,
      closing.then(() => this.engine.close()),
    );
  }

  private open(kind: LaneKind): LaneQueue {
    const queue = this.engine.queue(kind);
    queue.on('error', (error) => this.log.debug(`queue ${kind}: ${error.message}`));
    return queue;
  }

  private queueOf(kind: LaneKind): LaneQueue {
    const queue = this.queues.get(kind);
    if (!queue)
      throw new Error(`The queue of the ${kind} lanes is not open: Lanes.onModuleInit has not run.`);
    return queue;
  }

  private async each(
    lanes: readonly Lane[],
    act: (kind: LaneKind, keys: string[]) => Promise<unknown>,
  ): Promise<void> {
    await Promise.all(
      laneKinds.map(async (kind) => {
        const keys = new Set(lanes.filter((lane) => lane.kind === kind).map(({ key }) => key));
        if (keys.size > 0) await act(kind, [...keys]);
      }),
    );
  }

  /**
   * A lane at work may be about to park for what has changed meanwhile. So the release is noted in its job, and tried
   * again in case it parked before the note was there; the drain looks for the note after it parked. One of them sees it.
   */
  private async releaseOne(queue: LaneQueue, key: string): Promise<void> {
    const job = await queue.getJob(drainId(key));
    if (!job || (await startNow(job))) return;
    await unlessItMoved(() => job.updateData({ ...job.data, released: randomUUID() }));
    await startNow(job);
  }

  /** Losing a wake costs time and no work, so its failure is told and not thrown. */
  private async bounded(
    kind: LaneKind,
    keys: readonly string[],
    what: string,
    act: (queue: LaneQueue) => Promise<unknown>,
  ) {
    const tell = (reason: string) =>
      this.log.warn(
        `${keys.length} ${kind} lane(s) not ${what} on ${this.engine.name} (${reason}); the sweeper finds what is due`,
      );
    try {
      if (!(await within(PATIENCE_MS, act(this.queueOf(kind))))) tell(`no answer within ${PATIENCE_MS} ms`);
    } catch (error) {
      tell(error instanceof Error ? error.message : String(error));
    }
  }
}

/**
 * The only lanes that a release is for: those that begin after it see what has changed. At work first, so that one that
 * parks during the look is seen.
 */
async function atWorkOrParked(queue: LaneQueue, keys: readonly string[]): Promise<string[]> {
  const ids = new Set(await queue.getRanges(['active', 'delayed'], 0, -1));
  return keys.filter((key) => ids.has(drainId(key)));
}

/**
 * Ends the delay of a parked lane, and says whether there was one. Not `promote`: on Postgres that does not lock the row
 * and could set a job back that a worker takes in this moment; a changed delay means nothing to such a job.
 */
const startNow = (job: Job<LaneJob>): Promise<boolean> => unlessItMoved(() => job.changeDelay(0));

/** Whether a change of a job came about; not when the job is gone or in another state, which is for the caller to expect. */
async function unlessItMoved(change: () => Promise<unknown>): Promise<boolean> {
  try {
    await change();
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === ErrorCode.JobNotExist || code === ErrorCode.JobNotInState) return false;
    throw error;
  }
}

/** Waits for something, but not for ever: whether it came to an end within `ms`. Its own failure is passed on. */
export async function within(ms: number, awaited: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([awaited.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
