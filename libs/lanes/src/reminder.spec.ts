import { jest } from '@jest/globals';
import { Reminder } from './reminder.js';

describe('Reminder', () => {
  beforeEach(() => jest.useFakeTimers({ now: 1_000_000 }));
  afterEach(() => jest.useRealTimers());

  const acts = () => {
    const at: number[] = [];
    return { at, reminder: new Reminder(() => at.push(Date.now() - 1_000_000)) };
  };

  test('it acts just after each instant, whatever the order they were given in, with one timer', () => {
    const { at, reminder } = acts();
    for (const ms of [300, 100, 200, 101]) reminder.at(1_000_000 + ms);
    expect(jest.getTimerCount()).toBe(1);
    jest.advanceTimersByTime(1_000);
    expect(at).toEqual([105, 205, 305]);
    expect(jest.getTimerCount()).toBe(0);
  });

  test('instants that lie far off need no timer', () => {
    const { reminder } = acts();
    reminder.at(1_000_000 + 3_600_000);
    expect(jest.getTimerCount()).toBe(0);
  });

  test('once stopped it neither acts nor begins again', () => {
    const { at, reminder } = acts();
    reminder.at(1_000_100);
    reminder.stop();
    reminder.at(1_000_200);
    jest.advanceTimersByTime(1_000);
    expect(at).toEqual([]);
  });
});
