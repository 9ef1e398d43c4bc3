import type { Pool } from 'pg';

/** So few at once that nobody waits for the locks, and a standby follows. */
const BATCH = 500;

/** Rows that may go: `where` is SQL over the table's columns, found by an index, with `values` for its `$1`, `$2` … */
export interface Trimmed {
  table: string;
  where: string;
  values: readonly unknown[];
}

/**
 * Deletes rows by small statements, each a transaction of its own, until none is left. Any number of processes may at once:
 * each leaves alone what another one has in hand. Answers how many went.
 */
export async function trim(pool: Pool, { table, where, values }: Trimmed): Promise<number> {
  for (let gone = 0; ;) {
    const { rowCount } = await pool.query(
      `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${table} WHERE ${where} LIMIT ${BATCH} FOR UPDATE SKIP LOCKED))`,
      [...values],
    );
    gone += rowCount ?? 0;
    if ((rowCount ?? 0) < BATCH) return gone;
  }
}
