/**
 * What many ask in one statement, as the JSON of rows `n, …`, `n` from 1. For `jsonb_to_recordset`: what is given as arrays to
 * `unnest` Postgres plans anew for each length.
 */
export function eachNumbered(asked: readonly object[]): string {
  return JSON.stringify(asked.map((one, at) => ({ ...one, n: at + 1 })));
}

/** The rows of such a statement, as a list for each who asked. */
export function rowsOfEach<R>(rows: readonly (R & { n: number })[], askers: number): R[][] {
  const lists = Array.from({ length: askers }, (): R[] => []);
  for (const { n, ...row } of rows) lists[n - 1]?.push(row as R);
  return lists;
}
