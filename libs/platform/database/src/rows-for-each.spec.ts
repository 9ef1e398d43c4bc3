import type pg from 'pg';
import { rowsForEach } from './rows-for-each.js';

test('each gets its own rows in their order, and an empty list where there are none', async () => {
  const given: pg.QueryConfig[] = [];
  // A mock: what is asked and answered is all that it is about; the stores that use it are tried on Postgres.
  const query = async (config: pg.QueryConfig) => {
    given.push(config);
    const rows = [
      { n: 2, id: 'first' },
      { n: 0, id: 'only' },
      { n: 2, id: 'second' },
    ];
    return { rows };
  };
  const pool = { query } as unknown as pg.Pool;
  const asked = ['a', 'b', 'c', 'd'].map((name) => ({ name }));
  expect(await rowsForEach(pool, { name: 's', text: 'SELECT' }, asked, 'more')).toEqual([
    [{ id: 'only' }],
    [],
    [{ id: 'first' }, { id: 'second' }],
    [],
  ]);
  const [numbered, more] = given[0]?.values ?? [];
  expect(JSON.parse(String(numbered))).toContainEqual({ n: 2, name: 'c' });
  expect(more).toBe('more');
});
