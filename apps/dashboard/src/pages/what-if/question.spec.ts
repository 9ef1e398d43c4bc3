import { questionIn, searchOf } from './question.js';

test('an address and its question say the same', () => {
  const search = 'period=hour&ceiling=85&sweepEvery=60&foreign=20&writeFactor=1.5';
  expect(questionIn(search)).toEqual({
    period: 'hour',
    ceiling: 85,
    sweepEvery: 60,
    foreign: 20,
    writeFactor: 1.5,
  });
  expect(searchOf(questionIn(search))).toBe(search);
});

test('an empty address asks for the last day as it is, and what is no number is left out', () => {
  expect(questionIn('')).toEqual({ period: 'day' });
  expect(searchOf(questionIn(''))).toBe('');
  expect(questionIn('ceiling=&limit=x&foreign=0&other=1')).toEqual({ period: 'day', foreign: 0 });
});
