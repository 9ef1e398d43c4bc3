import type { IncidentAlert } from '@nightdesk/sdk';
import { told, toldInShort } from './told.js';

const alert = (given: Partial<IncidentAlert> = {}): IncidentAlert => ({
  kind: 'opened',
  channel: 'email',
  target: 'ops@example.com',
  audience: 'operators',
  state: 'sent',
  attempts: 1,
  lastError: null,
  createdAt: '2026-11-22T08:00:00.000Z',
  dueAt: '2026-11-22T08:05:00.000Z',
  sentAt: '2026-11-22T08:00:01.000Z',
  ...given,
});
const failing = alert({
  target: 'chat',
  state: 'pending',
  attempts: 3,
  lastError: 'answered 500',
  sentAt: null,
});

test('who was told what is listed, the latest first, with when', () => {
  const resolved = alert({ kind: 'resolved', sentAt: '2026-11-22T09:00:00.000Z' });
  expect(told([alert(), resolved])).toEqual([
    {
      who: 'ops@example.com',
      what: 'told that it is over',
      at: '2026-11-22T09:00:00.000Z',
      isFailing: false,
      error: null,
    },
    expect.objectContaining({ what: 'told', at: '2026-11-22T08:00:01.000Z' }),
  ]);
});

test('who was not reached is said, with why and when it is tried next', () => {
  expect(told([failing])).toMatchObject([
    {
      what: 'not reached, tried again',
      at: '2026-11-22T08:05:00.000Z',
      isFailing: true,
      error: 'answered 500',
    },
  ]);
  expect(told([alert({ state: 'dead' })])).toMatchObject([{ what: 'given up', isFailing: true }]);
});

test('what was dropped was told to nobody', () => {
  expect(told([alert({ state: 'dropped' })])).toEqual([]);
  expect(toldInShort({ alerts: [alert({ state: 'dropped' })] })).toBe('nobody told');
});

test('in short: how many know, and how many could not be reached', () => {
  expect(toldInShort({ alerts: [alert(), alert({ kind: 'reminder' }), failing] })).toBe(
    '1 told, 1 not reached',
  );
});
