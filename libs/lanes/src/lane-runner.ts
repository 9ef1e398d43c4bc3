import { setMaxListeners } from 'node:events';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { Clock } from '@nightdesk/platform/clock';
import { DelayedError, type Job } from 'bullmq';
import { Bell, drain, type DrainLimits, type DrainResult } from './drain.js';
import { type LaneEngine, type LaneJob, type LaneWorker, nameOf } from './lane-engine.js';
import { LaneWorks } from './lane-works.js';
import { LANE_ENGINE, Lanes, within } from './lanes.js';
import { type LaneKind, laneKinds, type LaneWork } from './lanes.types.js';

/** Injection token of the {@link LaneOptions}. */
export const LANE_OPTIONS = Symbol('LaneOptions');

export interface LaneOptions extends DrainLimits {
  /** Lanes of one kind that one process drains at once. */
  lanesAtOnce: number;
  /** How long a stop waits for calls in flight. */
  graceMs: number;
  /** Longest pause of a lane whose due rows do not move. */
  longestPauseMs: number;
  /** Lanes of one kind that a sweep wakes at most. */
  sweepKeys: number;
}

export const laneDefaults: LaneOptions = {
  inFlight: 5,
  sliceItems: 50,
  sliceMs: 1_000,
  lanesAtOnce: 100,
  graceMs: 20_000,
  longestPauseMs: 30_000,
  sweepKeys: 10_000,
};

const AFTER_ABORT_MS = 2_000;

/** What a job ended with; only a parked drain does not end but waits in the queue. */
type Ended = Exclude<DrainResult, { end: 'parked' }> | { end: 'alarm' | 'threw'; moved: 0 };

/** Runs the lanes in a worker process. Each kind needs its {@link LaneWork} registered before the application starts. */
@Injectable()
export class LaneRunner implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(LaneRunner.name);
  private readonly works = new LaneWorks();
  private readonly workers = new Map<LaneKind, LaneWorker<Ended>>();
  private readonly stop = heardByMany();
  private readonly abort = heardByMany();
  private readonly settling = new Set<Promise<void>>();
  /** Of the lanes that drain here. */
  private readonly bells = new Map<string, Bell>();
  /** How many lanes of a kind drain here. */
  private readonly draining = new Map<LaneKind, number>(laneKinds.map((kind) => [kind, 0]));

  constructor(
    private readonly lanes: Lanes,
    @Inject(LANE_ENGINE) private readonly engine: LaneEngine,
    private readonly clock: Clock,
    @Inject(LANE_OPTIONS) private readonly options: LaneOptions,
  ) {}

  /** @throws LaneSetupError when the kind has work already. */
  register(work: LaneWork): void {
    this.works.add(work);
  }

  /** @throws LaneSetupError when a kind has no work. */
  async onApplicationBootstrap(): Promise<void> {
    this.works.check();
    for (const kind of laneKinds) this.workers.set(kind, this.open(kind));
    this.engine.listen((name) => this.ring(name));
    this.lanes.hear((name) => this.ring(name));
    await Promise.all([...this.workers].map(([kind, worker]) => this.run(kind, worker)));
    await this.sweep();
  }

  /** Wakes lanes that have due rows, whatever became of their jobs. To be called every few seconds. */
  async sweep(): Promise<void> {
    await Promise.all(
      laneKinds.map(async (kind) => {
        try {
          const keys = await this.works.of(kind).dueKeys(this.options.sweepKeys);
          if (keys.length > 0) await this.lanes.start(kind, keys);
        } catch (error) {
          this.log.error(`the sweep of the ${kind} lanes failed; the next one tries again`, error);
        }
      }),
    );
  }

  /** Takes nothing more, lets what is in flight finish for `graceMs`, then aborts it and leaves soon after. */
  async onModuleDestroy(): Promise<void> {
    this.stop.abort();
    const { graceMs } = this.options;
    const abort = setTimeout(() => this.abort.abort(), graceMs);
    const closed = Promise.all([...this.workers.values()].map((worker) => worker.close()));
    if (!(await within(graceMs + AFTER_ABORT_MS, closed)))
      this.log.warn('stopped with calls in flight, or without the engine');
    clearTimeout(abort);
    await Promise.all(this.settling);
  }

  private open(kind: LaneKind): LaneWorker<Ended> {
    const worker = this.engine.worker<Ended>(
      kind,
      (job, token) => this.work(kind, job, token),
      this.options.lanesAtOnce,
    );
    worker.on('completed', (job, ended: Ended) => this.track(this.settle(kind, job, ended)));
    worker.on('failed', (job) => job && this.track(this.settle(kind, job, { end: 'threw', moved: 0 })));
    worker.on('error', (error) => this.log.debug(`worker of the ${kind} lanes: ${error.message}`));
    return worker;
  }

  private async run(kind: LaneKind, worker: LaneWorker<Ended>): Promise<void> {
    await this.engine.ready(worker);
    worker.run().catch((error: unknown) => this.log.error(`the worker of the ${kind} lanes stopped`, error));
  }

  private async work(kind: LaneKind, job: Job<LaneJob>, token: string | undefined): Promise<Ended> {
    if (job.name === 'alarm') return { end: 'alarm', moved: 0 };
    const result = await this.drain(kind, job.data.key);
    if (result.end !== 'parked') return result;
    const until = new Date(Math.max(result.until.getTime(), this.clock.now().getTime() + 20));
    await job.moveToDelayed(until.getTime(), token);
    this.engine.expect(until);
    await this.lanes.honourRelease(kind, job);
    throw new DelayedError();
  }

  private async drain(kind: LaneKind, key: string): Promise<DrainResult> {
    const lane = nameOf({ kind, key });
    const bell = new Bell();
    const here = () => this.draining.get(kind) ?? 0;
    this.bells.set(lane, bell);
    this.draining.set(kind, here() + 1);
    try {
      const result = await drain(this.works.of(kind), key, {
        limits: this.options,
        bell,
        now: () => this.clock.now().getTime(),
        stop: this.stop.signal,
        abort: this.abort.signal,
        contended: () => this.lanes.contended(kind),
        crowded: () => here() > this.options.lanesAtOnce / 2,
        onDefect: (item, error) => this.log.error({ msg: 'an item threw', lane, item: item.id }, error),
      });
      if (result.end === 'parked')
        this.log.debug({ msg: 'lane parked', lane, until: result.until, reason: result.reason });
      return result;
    } finally {
      this.draining.set(kind, here() - 1);
      if (this.bells.get(lane) === bell) this.bells.delete(lane);
    }
  }

  private ring(name: string): boolean {
    const bell = this.bells.get(name);
    bell?.ring();
    return bell !== undefined;
  }

  /**
   * Looks once more after the job is gone from the queue. A wake that found the job still there came after its rows
   * were committed and before this look, so this look sees them: no wake is lost.
   */
  private async settle(kind: LaneKind, job: Job<LaneJob>, ended: Ended): Promise<void> {
    const { key } = job.data;
    try {
      const next = await this.works.of(kind).nextDue(key);
      if (!next) return;
      const now = this.clock.now();
      const fruitless = roundsWithoutFruit(ended, job.data.fruitless);
      if (next > now) return await this.lanes.alarm(kind, key, next);
      if (fruitless === 0 || (fruitless === 1 && ended.end === 'empty') || ended.end === 'alarm') {
        return await this.lanes.start(kind, [key], fruitless);
      }
      const pause = Math.min(500 * 2 ** Math.min(fruitless, 10), this.options.longestPauseMs);
      await this.lanes.alarm(kind, key, new Date(now.getTime() + pause), fruitless);
    } catch (error) {
      this.log.error(`lane ${kind}:${key} could not look for its next row; the sweeper will`, error);
    }
  }

  private track(settled: Promise<void>): void {
    this.settling.add(settled);
    void settled.finally(() => this.settling.delete(settled));
  }
}

/** Drains in a row that moved nothing although rows were due; each makes the pause before the next one longer. */
function roundsWithoutFruit(ended: Ended, before: number): number {
  switch (ended.end) {
    case 'alarm':
      return before;
    case 'stopped':
      return 0;
    case 'stuck':
    case 'threw':
      return before + 1;
    case 'empty':
    case 'slice':
      return ended.moved > 0 ? 0 : before + 1;
  }
}

/** Whatever is in flight in any lane of the process listens to it; Node would warn of a leak at eleven. */
function heardByMany(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}
