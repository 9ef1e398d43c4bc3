import type { Replay } from '@nightdesk/sdk';
import { shares, stageSentence } from './replay-words.js';

const counts = (some: Partial<Replay['counts']>): Replay['counts'] => ({
  total: 0,
  waiting: 0,
  replayed: 0,
  underWay: 0,
  confirmed: 0,
  failed: 0,
  skipped: 0,
  ...some,
});

test('a running replay says its stage, an ended one what became of it', () => {
  const running = { state: 'running', stage: 'ten', counts: counts({ total: 40, confirmed: 1 }) } as const;
  expect(stageSentence(running)).toBe('Stage 2 of 3: ten more');
  const stopped = counts({ total: 40, confirmed: 1, failed: 1, waiting: 38 });
  expect(stageSentence({ ...running, state: 'stopped', counts: stopped })).toBe(
    '1 of 40 writes went through; 38 writes not tried',
  );
  const done = counts({ total: 1, confirmed: 1 });
  expect(stageSentence({ ...running, state: 'done', counts: done })).toBe('1 of 1 write went through');
});

test('the bar has a part for each outcome that there is, in percent of all', () => {
  expect(shares({ counts: counts({ total: 8, confirmed: 4, skipped: 2, waiting: 2 }) })).toEqual([
    { name: 'confirmed', tone: 'good', share: 50 },
    { name: 'skipped', tone: 'idle', share: 25 },
  ]);
  expect(shares({ counts: counts({}) })).toEqual([]);
});
