/**
 * The rows of one statement for many, as a list for each of them: `n` is the place of the one that a row is for, from 1, as
 * `WITH ORDINALITY` counts.
 */
export function rowsOfEach<R>(rows: readonly (R & { n: number })[], askers: number): R[][] {
  const lists = Array.from({ length: askers }, (): R[] => []);
  for (const { n, ...row } of rows) lists[n - 1]?.push(row as R);
  return lists;
}
