import type { Board } from '@nightdesk/sdk';
import { merged } from './merge.js';

const at = (second: number) => new Date(Date.UTC(2026, 10, 23, 4, 0, second)).toISOString();
const row = (id: string, reason = '') => ({ id, reason }) as Board['accounts'][number];
const event = (id: string) => ({ id }) as Board['events'][number];
const board: Board = {
  at: at(10),
  engine: 'postgres',
  switches: [],
  accounts: [row('a'), row('b')],
  subscribers: [],
  events: [event('e2'), event('e1')],
  operations: [],
};

test('what changed is laid over the board, and what did not stays the same object', () => {
  const accounts = { changed: [row('b', 'revoked'), row('c')], gone: [] };
  const next = merged(board, { from: at(10), at: at(11), accounts })!;
  expect(next.at).toBe(at(11));
  expect(next.accounts.map(({ id, reason }) => [id, reason])).toEqual([
    ['c', ''],
    ['a', ''],
    ['b', 'revoked'],
  ]);
  expect(next.accounts[1]).toBe(board.accounts[0]);
});

test('what is new comes before what was there, and what has gone goes', () => {
  const events = { changed: [event('e4'), event('e3')], gone: ['e1'] };
  const next = merged(board, { from: at(9), at: at(11), events })!;
  expect(next.events.map(({ id }) => id)).toEqual(['e4', 'e3', 'e2']);
});

test('changes that the board has seen leave it as it is', () => {
  expect(merged(board, { from: at(8), at: at(10), accounts: { changed: [], gone: ['a'] } })).toBe(board);
});

test('a gap is noticed, so that the board is asked for again', () => {
  expect(merged(board, { from: at(11), at: at(12) })).toBeNull();
});
