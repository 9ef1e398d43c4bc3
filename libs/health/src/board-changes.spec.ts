import type { Board } from '@nightdesk/contract';
import { BoardPicture } from './board-changes.js';

const row = (id: string, reason = '') => ({ id, reason }) as Board['accounts'][number];
const picture = (at: string, parts: Partial<Board>) =>
  new BoardPicture({
    at,
    engine: 'postgres',
    switches: [],
    accounts: [],
    subscribers: [],
    events: [],
    operations: [],
    ...parts,
  });

test('what is different goes out, and nothing else', () => {
  const before = picture('1', { accounts: [row('a'), row('b'), row('c')] });
  const after = picture('2', { accounts: [row('a'), row('b', 'revoked'), row('d')] });
  expect(before.until(after)).toEqual({
    from: '1',
    at: '2',
    accounts: { changed: [row('b', 'revoked'), row('d')], gone: ['c'] },
  });
});

test('where all is as it was, only the instants go out', () => {
  const accounts = [row('a')];
  expect(picture('1', { accounts }).until(picture('2', { accounts: [row('a')] }))).toEqual({
    from: '1',
    at: '2',
  });
});

test('switches go whole, also the last one that is released', () => {
  const one = { name: 'writes', reason: 'x', setBy: 'usr', setAt: '0' };
  expect(picture('1', { switches: [one] }).until(picture('2', {}))).toEqual({
    from: '1',
    at: '2',
    switches: [],
  });
});
