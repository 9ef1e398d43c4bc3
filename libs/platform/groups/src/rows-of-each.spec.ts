import { rowsOfEach } from './rows-of-each.js';

test('each gets its own rows in their order, and an empty list where there are none', () => {
  const rows = [
    { n: 3, id: 'a' },
    { n: 1, id: 'b' },
    { n: 3, id: 'c' },
  ];
  expect(rowsOfEach(rows, 4)).toEqual([[{ id: 'b' }], [], [{ id: 'a' }, { id: 'c' }], []]);
});
