import type { PlatformRequest } from '@nightdesk/helpdesks/contract';
import { learn, windows } from './limits.js';

const now = new Date('2026-09-01T10:00:00Z');
const read: PlatformRequest = { method: 'GET', path: '/conversations/1', route: '/conversations/:id' };
const token: PlatformRequest = { method: 'POST', path: '/auth/eagle/token', route: '/auth/eagle/token' };

test('a call counts in the app’s ten seconds and in the workspace’s minute', () => {
  expect(windows(read)).toEqual([
    { name: 'account', limit: 166, windowMs: 10_000, perCredential: true },
    { name: 'workspace', limit: 25_000, windowMs: 60_000, whole: true },
  ]);
  expect(windows(token)).toEqual([]);
});

test('the headers speak of the app’s window', () => {
  const headers = {
    'x-ratelimit-limit': '1667',
    'x-ratelimit-remaining': '1600',
    'x-ratelimit-reset': '1788256810',
  };
  expect(learn(read, headers, now)).toEqual([
    { name: 'account', limit: 1667, remaining: 1600, resetAt: new Date('2026-09-01T10:00:10Z') },
  ]);
  expect(learn(token, headers, now)).toEqual([]);
});

test('Retry-After stops the window, and what remains of it is told as it is', () => {
  expect(learn(read, { 'retry-after': '17', 'x-ratelimit-remaining': '3' }, now)).toEqual([
    {
      name: 'account',
      limit: undefined,
      remaining: 3,
      isUsedUp: true,
      resetAt: new Date('2026-09-01T10:00:17Z'),
    },
  ]);
});

test('headers that make no sense teach nothing', () => {
  expect(learn(read, { 'x-ratelimit-limit': 'many', 'retry-after': 'later' }, now)).toEqual([]);
  expect(learn(read, {}, now)).toEqual([]);
});
