import {
  laneDefaults,
  laneKinds,
  type LaneOptions,
  LaneRunner,
  Lanes,
  type LaneWork,
  postgresEngine,
  redisEngine,
} from '@nightdesk/lanes';
import { Clock } from '@nightdesk/platform/clock';
import { connectRedis } from '@nightdesk/platform/redis';
import { once } from 'node:events';
import type { EngineWorld } from './engines.js';
import { ended, startProcess } from './processes.js';

export interface LaneProcess {
  lanes: Lanes;
  runner: LaneRunner;
  stop(): Promise<void>;
}

async function engineAt(databaseUrl: string, redisUrl: string | undefined) {
  if (!redisUrl) {
    const report = (error: Error) => console.error('queue pool', error.message);
    return { engine: postgresEngine(databaseUrl, report), close: () => undefined };
  }
  const redis = await connectRedis(redisUrl);
  return { engine: redisEngine(redis), close: () => redis.disconnect() };
}

const noWork = (kind: LaneWork['kind']): LaneWork => ({
  kind,
  take: async () => ({ items: [] }),
  perform: async () => ({ kind: 'done' }),
  nextDue: async () => null,
  dueKeys: async () => [],
});

/** What an api process has of lanes: it wakes them and runs none. */
export async function startProducer(databaseUrl: string, redisUrl: string | undefined) {
  const { engine, close } = await engineAt(databaseUrl, redisUrl);
  const lanes = new Lanes(engine, new Clock());
  await lanes.onModuleInit();
  const stop = async () => {
    await lanes.onApplicationShutdown();
    close();
  };
  return { engine, lanes, stop };
}

/** What a worker process has of lanes, wired by hand. Kinds without work in the test get one that has no rows. */
export async function startLanes(
  databaseUrl: string,
  redisUrl: string | undefined,
  works: readonly LaneWork[],
  options: Partial<LaneOptions> = {},
): Promise<LaneProcess> {
  const { engine, lanes, stop } = await startProducer(databaseUrl, redisUrl);
  const runner = new LaneRunner(lanes, engine, new Clock(), { ...laneDefaults, ...options });
  for (const kind of laneKinds) runner.register(works.find((work) => work.kind === kind) ?? noWork(kind));
  await runner.onApplicationBootstrap();
  return {
    lanes,
    runner,
    async stop() {
      await runner.onModuleDestroy();
      await stop();
    },
  };
}

/** Worker processes of their own; `options` as lane-process.ts takes them. */
export class LaneChildren {
  private readonly children: ReturnType<typeof startProcess>[] = [];

  constructor(private readonly world: EngineWorld) {}

  async start(options: object = {}): Promise<ReturnType<typeof startProcess>> {
    const { databaseUrl, redis } = this.world;
    const child = startProcess('test/support/lane-process.ts', {
      databaseUrl,
      redisUrl: redis?.url,
      ...options,
    });
    this.children.push(child);
    await once(child.stdout, 'data');
    return child;
  }

  async killAll(): Promise<void> {
    await Promise.all(this.children.splice(0).map((child) => ended(child, 'SIGKILL')));
  }
}

/** Asks until the answer is yes, less often the longer that takes; fails with `what` after `withinMs`. */
export async function until(what: string, answer: () => Promise<boolean>, withinMs = 20_000): Promise<void> {
  const begin = Date.now();
  while (!(await answer())) {
    const waited = Date.now() - begin;
    if (waited > withinMs) throw new Error(`Not within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, Math.min(5 + waited / 40, 80)));
  }
}
