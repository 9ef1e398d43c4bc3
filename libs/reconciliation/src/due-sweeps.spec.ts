import { traceId } from '@nightdesk/platform/observability';
import { DueSweeps } from './due-sweeps.js';
import type { ClaimedSweep } from './sweep.types.js';

/** Sweeps that are due without end, and what became of them. */
function desk(atOnce: number) {
  const ends: (() => void)[] = [];
  const limits: number[] = [];
  const traces: string[][] = [];
  const due = new DueSweeps(
    atOnce,
    (limit) => {
      limits.push(limit);
      return Promise.resolve(Array.from({ length: limit }, () => ({}) as ClaimedSweep));
    },
    () => {
      traces.push([traceId(), traceId()]);
      return new Promise<void>((end) => ends.push(end));
    },
  );
  return { due, ends, limits, traces };
}
const turn = () => new Promise(setImmediate);

test('an asking takes on what there are places for, and only the next one goes on', async () => {
  const { due, ends, limits } = desk(3);
  void due.workOff();
  await turn();
  void due.workOff(); // every place is taken: nothing is claimed
  ends.shift()?.();
  await turn();
  expect(limits).toEqual([3]);
  void due.workOff();
  await turn();
  expect(limits).toEqual([3, 1]);
  expect(ends).toHaveLength(3);
});

test('two askings at once do not take the same places', async () => {
  const { due, limits } = desk(3);
  void due.workOff();
  void due.workOff();
  await turn();
  expect(limits).toEqual([3]);
});

test('a claim that fails is the asker’s failure, and gives its places back', async () => {
  let isAway = true;
  const claimed: number[] = [];
  const due = new DueSweeps(
    3,
    (limit) => {
      claimed.push(limit);
      return isAway ? Promise.reject(new Error('away')) : Promise.resolve([]);
    },
    () => Promise.resolve(),
  );
  await expect(due.workOff()).rejects.toThrow('away');
  isAway = false;
  await due.workOff();
  expect(claimed).toEqual([3, 3]);
});

test('each sweep has one trace, and no other has the same', async () => {
  const { due, traces } = desk(2);
  void due.workOff();
  await turn();
  expect(traces).toHaveLength(2);
  expect(traces.every(([first, later]) => first === later)).toBe(true);
  expect(traces[0]).not.toEqual(traces[1]);
});
