import { Injectable } from '@nestjs/common';
import type { SealedColumn } from '@nightdesk/platform/crypto';
import { Database, type Tx } from '@nightdesk/platform/database';
import { nameOf } from './sealed-columns.js';

/** One sealed record, and the primary key of its row. */
export interface SealedRecord {
  key: string[];
  sealed: string;
}

/** A record that is to take the place of the one that was read. */
export interface Resealed extends SealedRecord {
  fresh: string;
}

/** A record of a column for each key that seals there. */
export interface Sample extends SealedRecord {
  name: string;
  keyId: string;
}

/** How many records of a column one key seals. */
export interface KeyCount {
  name: string;
  keyId: string;
  records: number;
}

/** Of a column whose rows may be very many, and are gone within a day, the start looks at so many. */
const looksAt = 1_000;

/**
 * Reads and replaces sealed records, whatever table they are in. Names of tables and columns come from the libs' own
 * descriptions, never from outside.
 */
@Injectable()
export class KeyRotationStore {
  constructor(private readonly database: Database) {}

  /** Names of all columns of the database that hold sealed records, by their naming. */
  async columns(): Promise<string[]> {
    const { rows } = await this.database.pool.query<{ name: string }>(
      `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
        WHERE table_schema = current_schema() AND column_name ~ '^sealed(_|$)' ORDER BY 1`,
    );
    return rows.map(({ name }) => name);
  }

  /** One record for each column and key, in one statement. */
  async samples(columns: readonly SealedColumn[]): Promise<Sample[]> {
    const parts = columns.map((column) => {
      const records = `SELECT ${keyOf(column)} AS key, ${column.column} AS sealed FROM ${column.table}
                        WHERE ${column.column} IS NOT NULL ${column.isShortLived ? `LIMIT ${looksAt}` : ''}`;
      return `(SELECT DISTINCT ON (${keyId('sealed')}) '${nameOf(column)}' AS name, ${keyId('sealed')} AS "keyId", key, sealed
                 FROM (${records}) records)`;
    });
    const { rows } = await this.database.pool.query<Sample>(parts.join(' UNION ALL '));
    return rows;
  }

  async counts(columns: readonly SealedColumn[]): Promise<KeyCount[]> {
    const parts = columns.map(
      (
        column,
      ) => `SELECT '${nameOf(column)}' AS name, ${keyId(column.column)} AS "keyId", count(*)::int AS records
                     FROM ${column.table} WHERE ${column.column} IS NOT NULL GROUP BY 2`,
    );
    const { rows } = await this.database.pool.query<KeyCount>(parts.join(' UNION ALL '));
    return rows;
  }

  /** The next records after `after` that another key than `current` seals, in the order of their rows' keys. */
  async next(
    column: SealedColumn,
    current: string,
    after: readonly string[] | null,
    limit: number,
  ): Promise<SealedRecord[]> {
    const key = column.key.join(', ');
    const beyond = after === null ? '' : `AND (${key}) > (${after.map((_, n) => `$${n + 3}`).join(', ')})`;
    const { rows } = await this.database.pool.query<SealedRecord>(
      `SELECT ${keyOf(column)} AS key, ${column.column} AS sealed FROM ${column.table}
        WHERE ${column.column} IS NOT NULL AND ${keyId(column.column)} <> $1 ${beyond} ORDER BY ${key} LIMIT $2`,
      [current, limit, ...(after ?? [])],
    );
    return rows;
  }

  /** Replaces those that nobody has changed since they were read; answers how many. */
  async replace(tx: Tx, { table, column, key }: SealedColumn, records: readonly Resealed[]): Promise<number> {
    const names = key.map((_, n) => `k${n}`);
    const arrays = [...names, 'sealed', 'fresh'].map((_, n) => `$${n + 1}::text[]`).join(', ');
    const isRow = key.map((name, n) => `t.${name} = v.k${n}`).join(' AND ');
    return tx.$executeRawUnsafe(
      `UPDATE ${table} t SET ${column} = v.fresh FROM unnest(${arrays}) AS v (${names.join(', ')}, sealed, fresh)
        WHERE ${isRow} AND t.${column} = v.sealed`,
      ...key.map((_, n) => records.map((record) => record.key[n])),
      records.map(({ sealed }) => sealed),
      records.map(({ fresh }) => fresh),
    );
  }

  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.transaction(work);
  }
}

const keyOf = ({ key }: SealedColumn) => `ARRAY[${key.join(', ')}]::text[]`;

/** The key's id in a record, without reading the whole of a long one. */
const keyId = (sealed: string) => `split_part(left(${sealed}, 64), '.', 2)`;
