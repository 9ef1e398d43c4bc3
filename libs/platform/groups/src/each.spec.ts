import { eachNumbered, rowsOfEach } from './each.js';

test('each gets its own rows in their order, and an empty list where there are none', () => {
  const asked = ['a', 'b', 'c', 'd'].map((name) => ({ name }));
  const numbered = JSON.parse(eachNumbered(asked)) as { n: number; name: string }[];
  expect(numbered[2]).toEqual({ n: 3, name: 'c' });
  const rows = [
    { n: 3, id: 'first' },
    { n: 1, id: 'only' },
    { n: 3, id: 'second' },
  ];
  expect(rowsOfEach(rows, asked.length)).toEqual([
    [{ id: 'only' }],
    [],
    [{ id: 'first' }, { id: 'second' }],
    [],
  ]);
});
