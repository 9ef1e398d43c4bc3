import { Clock } from '@nightdesk/platform/clock';
import type { LaneEngine } from './lane-engine.js';
import { Lanes } from './lanes.js';

/** An engine that is away, and says so of one question sooner than of the other. A real one cannot be made to do that. */
const away = (soonerOf: string): LaneEngine =>
  ({
    name: 'redis',
    prepare: async () => undefined,
    ready: async () => undefined,
    queue: () => ({
      on: () => undefined,
      close: async () => undefined,
      getWaitingCount: () => refused(soonerOf === 'waiting' ? 0 : 5),
      getDelayedCount: () => refused(soonerOf === 'delayed' ? 0 : 5),
    }),
    close: async () => undefined,
  }) as unknown as LaneEngine;

const refused = (ms: number) =>
  new Promise<number>((_, reject) => setTimeout(() => reject(new Error('ECONNREFUSED')), ms));

test.each(['waiting', 'delayed'])(
  'a question that an engine which is away cannot answer (%s first) is an error for who asked, and ends no process',
  async (first) => {
    const unhandled: unknown[] = [];
    const note = (error: unknown) => unhandled.push(error);
    process.on('unhandledRejection', note);
    const lanes = new Lanes(away(first), new Clock());
    await lanes.onModuleInit();
    await expect(lanes.contended('write')).rejects.toThrow('ECONNREFUSED');
    await refused(20).catch(note);
    process.off('unhandledRejection', note);
    expect(unhandled).toHaveLength(1); // the one that was awaited here
  },
);

test('of many lanes that are released only those at work or parked cost anything', async () => {
  const asked: string[] = [];
  const queue = {
    on: () => undefined,
    getRanges: async () => ['drain.acc_7', 'alarm.acc_8.1', 'drain.acc_another'],
    getJob: async (id: string) => void asked.push(id),
  };
  const lanes = new Lanes({ ...away(''), queue: () => queue } as unknown as LaneEngine, new Clock());
  await lanes.onModuleInit();
  await lanes.release(
    Array.from({ length: 10_000 }, (_, n) => ({ kind: 'write' as const, key: `acc_${n}` })),
  );
  expect(asked).toEqual(['drain.acc_7']);
});

test('a wake of a lane that drains in this process rings it and costs the queue nothing', async () => {
  const [told, rung]: [string[], string[]] = [[], []];
  const queue = {
    on: () => undefined,
    add: async (_name: string, { key }: { key: string }) => void told.push(key),
  };
  const engine = {
    ...away(''),
    queue: () => queue,
    tell: async (names: string[]) => void told.push(...names),
  };
  const lanes = new Lanes(engine as unknown as LaneEngine, new Clock());
  await lanes.onModuleInit();
  lanes.hear((name) => {
    rung.push(name);
    return name === 'deliver:sub_here';
  });
  const keys = ['sub_here', 'sub_elsewhere'];
  await lanes.wake(keys.map((key) => ({ kind: 'deliver', key })));
  expect(rung).toEqual(['deliver:sub_here', 'deliver:sub_elsewhere']);
  expect(told.toSorted()).toEqual(['deliver:sub_elsewhere', 'sub_elsewhere']);
});
