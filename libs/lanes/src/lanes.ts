import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Clock } from '@nightdesk/platform/clock';
import { alarmJob, drainJob, type LaneEngine, type LaneQueue } from './lane-engine.js';
import { type Lane, type LaneKind, laneKinds } from './lanes.types.js';

/** Injection token of the {@link LaneEngine}. */
export const LANE_ENGINE = Symbol('LaneEngine');

const PATIENCE_MS = 2_500;

/** A bulk costs 4.4 ms on Postgres whatever its size, a single job 0.6 ms (measured). */
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
   * parked stays as it is; one that runs looks again when it ends; one that waits for a later row starts at once.
   * Never throws and returns within 2.5 s: when the engine is away, the sweeper finds the rows.
   */
  async wake(lanes: readonly Lane[]): Promise<void> {
    await Promise.all(
      laneKinds.map(async (kind) => {
        const keys = new Set(lanes.filter((lane) => lane.kind === kind).map(({ key }) => key));
        if (keys.size > 0) await this.start(kind, [...keys]);
      }),
    );
  }

  async depths(kind: LaneKind): Promise<LaneDepths> {
    const counts = await this.queueOf(kind).getJobCounts('waiting', 'active', 'delayed');
    return { waiting: counts['waiting'] ?? 0, active: counts['active'] ?? 0, parked: counts['delayed'] ?? 0 };
  }

  /** Starts lanes of one kind; `fruitless` as in `LaneJob`. Sorted, so that two bulks cannot lock each other out. */
  async start(kind: LaneKind, keys: readonly string[], fruitless = 0): Promise<void> {
    const jobs = keys.toSorted().map((key) => drainJob(key, fruitless));
    const few = jobs.length <= FEW;
    await this.bounded(kind, keys, (queue) =>
      few
        ? Promise.all(jobs.map(({ name, data, opts }) => queue.add(name, data, opts)))
        : queue.addBulk(jobs),
    );
  }

  /** Starts a lane at a later instant. */
  async alarm(kind: LaneKind, key: string, at: Date, fruitless = 0): Promise<void> {
    const { name, data, opts } = alarmJob(key, at, this.clock.now(), fruitless);
    await this.bounded(kind, [key], (queue) => queue.add(name, data, opts));
  }

  async contended(kind: LaneKind): Promise<boolean> {
    return (await this.queueOf(kind).getWaitingCount()) > 0;
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

  /** Losing a wake costs time and no work, so its failure is told and not thrown. */
  private async bounded(
    kind: LaneKind,
    keys: readonly string[],
    add: (queue: LaneQueue) => Promise<unknown>,
  ) {
    const tell = (reason: string) =>
      this.log.warn(
        `${keys.length} ${kind} lane(s) not woken on ${this.engine.name} (${reason}); the sweeper will`,
      );
    try {
      if (!(await within(PATIENCE_MS, add(this.queueOf(kind))))) tell(`no answer within ${PATIENCE_MS} ms`);
    } catch (error) {
      tell(error instanceof Error ? error.message : String(error));
    }
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
