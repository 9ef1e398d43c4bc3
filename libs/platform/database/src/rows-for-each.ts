import type pg from 'pg';

/**
 * Asks for many in one statement and answers the rows of each, in their order. The statement gets what is `asked` as its first
 * parameter, the JSON of rows `n, …` for `jsonb_to_recordset` (what is given as arrays to `unnest` Postgres plans anew for each
 * length), and has `n` as a column of what it answers.
 */
export async function rowsForEach<R extends object>(
  pool: Pick<pg.Pool, 'query'>,
  statement: { name: string; text: string },
  asked: readonly object[],
  ...values: unknown[]
): Promise<R[][]> {
  const numbered = JSON.stringify(asked.map((one, n) => ({ ...one, n })));
  const { rows } = await pool.query<R & { n: number }>({ ...statement, values: [numbered, ...values] });
  const lists = asked.map((): R[] => []);
  for (const { n, ...row } of rows) lists[n]?.push(row as unknown as R);
  return lists;
}
