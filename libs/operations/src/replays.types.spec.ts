import fc from 'fast-check';
import { next, type ReplayCounts, stageOf } from './replays.types.js';

const none: ReplayCounts = { waiting: 0, replayed: 0, confirmed: 0, failed: 0, skipped: 0 };

/** What may happen to a replay between two looks at it: `go` replays so much of what it may. */
const happening = fc.oneof(
  fc.record({ kind: fc.constant('go' as const), share: fc.double({ min: 0, max: 1, noNaN: true }) }),
  fc.record({ kind: fc.constantFrom('confirmed' as const, 'cancelled' as const, 'irrelevant' as const) }),
);

/** Plays a story, and shows the counts after each step to `look`. */
function play(
  total: number,
  story: readonly (typeof happening extends fc.Arbitrary<infer T> ? T : never)[],
  look: (counts: ReplayCounts) => void,
) {
  const counts = { ...none, waiting: total };
  const shift = (from: keyof ReplayCounts, to: keyof ReplayCounts, count: number) => {
    counts[from] -= count;
    counts[to] += count;
  };
  for (const step of story) {
    const verdict = next(counts);
    if (step.kind === 'go' && verdict.kind === 'go')
      shift('waiting', 'replayed', Math.ceil(verdict.count * step.share));
    if (step.kind === 'confirmed' && counts.replayed > 0) shift('replayed', 'confirmed', 1);
    if (step.kind === 'cancelled' && counts.replayed > 0) shift('replayed', 'skipped', 1);
    if (step.kind === 'irrelevant' && counts.waiting > 0) shift('waiting', 'skipped', 1);
    look({ ...counts });
  }
  return counts;
}

const stories = fc.array(happening, { maxLength: 120 });

test('never more than one is out before the first success, and never more than ten before eleven successes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), stories, (total, story) => {
      play(total, story, ({ replayed, confirmed }) => {
        if (confirmed === 0) expect(replayed).toBeLessThanOrEqual(1);
        else if (confirmed < 11) expect(replayed).toBeLessThanOrEqual(10);
      });
    }),
  );
});

test('nothing more goes out once one has failed again', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), stories, (total, story) => {
      play(total, story, (counts) => {
        if (counts.replayed === 0) return;
        const failed = { ...counts, replayed: counts.replayed - 1, failed: 1 };
        expect(next(failed)).toEqual({ kind: 'stop' });
      });
    }),
  );
});

test('whatever was skipped, it comes to its end, and only when nothing waits or is on its way', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), stories, (total, story) => {
      let counts: ReplayCounts = play(total, story, () => undefined);
      for (let step = 0; step < 200; step += 1) {
        const verdict = next(counts);
        if (verdict.kind === 'done') break;
        expect(['go', 'wait']).toContain(verdict.kind);
        if (verdict.kind === 'go') {
          expect(verdict.count).toBeGreaterThan(0);
          const { waiting, replayed } = counts;
          counts = { ...counts, waiting: waiting - verdict.count, replayed: replayed + verdict.count };
        } else counts = { ...counts, replayed: 0, confirmed: counts.confirmed + counts.replayed };
      }
      expect(next(counts)).toEqual({ kind: 'done' });
      expect([counts.waiting, counts.replayed]).toEqual([0, 0]);
    }),
  );
});

test.each([
  [{ waiting: 50 }, 'one', { kind: 'go', count: 1 }],
  [{ waiting: 49, replayed: 1 }, 'one', { kind: 'wait' }],
  [{ waiting: 49, confirmed: 1 }, 'ten', { kind: 'go', count: 10 }],
  [{ waiting: 39, confirmed: 7, replayed: 4 }, 'ten', { kind: 'wait' }],
  [{ waiting: 39, confirmed: 11 }, 'all', { kind: 'go', count: 39 }],
  [{ waiting: 9, confirmed: 1, skipped: 40 }, 'ten', { kind: 'go', count: 9 }],
  [{ waiting: 39, confirmed: 10, failed: 1 }, 'ten', { kind: 'stop' }],
  [{ confirmed: 3, skipped: 2 }, 'ten', { kind: 'done' }],
  [{ confirmed: 3, replayed: 2 }, 'ten', { kind: 'wait' }],
] as const)('%j is in stage %s, and then: %j', (counts, stage, expected) => {
  expect(stageOf({ ...none, ...counts })).toBe(stage);
  expect(next({ ...none, ...counts })).toEqual(expected);
});
