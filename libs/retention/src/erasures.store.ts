import { Injectable } from '@nestjs/common';
import type { ErasedRows } from '@nightdesk/contract';
import { Database, type Tx } from '@nightdesk/platform/database';
import { ELSEWHERE, EMPTY, IDS, OF_TICKETS, TICKETS, WAITING } from './erasures.sql.js';

/** So few that a transaction is short, also where each has a long history. */
const TICKETS_AT_ONCE = 50;

/** One person as an account knows them. */
export interface Person {
  accountId: string;
  /** The platform's. */
  ids: readonly string[];
  email: string | null;
}

/** The queries that delete what is known of one person; the statements are in erasures.sql.ts. */
@Injectable()
export class ErasuresStore {
  constructor(private readonly database: Database) {}

  async accounts(): Promise<string[]> {
    const { rows } = await this.database.pool.query<{ id: string }>('SELECT id FROM accounts ORDER BY id');
    return rows.map(({ id }) => id);
  }

  /** By the id that was given, and by every id under which the e-mail address is known. */
  async person(accountId: string, email: string | null, requesterId: string | null): Promise<Person> {
    const known = email === null ? [] : await this.ids(accountId, email);
    return { accountId, email, ids: [...known, ...(requesterId === null ? [] : [requesterId])] };
  }

  /** Some tickets that the person asked with, and all that belongs to them. Null: there was none left. */
  eraseTickets(person: Person, now: Date): Promise<ErasedRows | null> {
    const { accountId } = person;
    return this.database.transaction(async (tx) => {
      await this.alone(tx, accountId);
      const found = await tx.$queryRawUnsafe<{ id: string }[]>(TICKETS, ...valuesOf(person), TICKETS_AT_ONCE);
      if (found.length === 0) return null;
      const ids = found.map(({ id }) => id);
      const tickets = await tx.$executeRawUnsafe(EMPTY, accountId, ids, now);
      return { tickets, ...(await each(tx, OF_TICKETS, [accountId, ids])) };
    });
  }

  /** What the person wrote into tickets of others. */
  eraseElsewhere(person: Person): Promise<Partial<ErasedRows>> {
    return this.database.transaction(async (tx) => {
      await this.alone(tx, person.accountId);
      return each(tx, ELSEWHERE, valuesOf(person));
    });
  }

  /** Tickets of the person that something is still to be written to. */
  async waiting(person: Person): Promise<string[]> {
    const { rows } = await this.database.pool.query<{ id: string }>(WAITING, valuesOf(person));
    return rows.map(({ id }) => id);
  }

  private async ids(accountId: string, email: string): Promise<string[]> {
    const { rows } = await this.database.pool.query<{ id: string }>(IDS, [accountId, email]);
    return rows.map(({ id }) => id);
  }

  /** Two at once would lock the same rows in different orders. */
  private async alone(tx: Tx, accountId: string): Promise<void> {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`erasure:${accountId}`}, 0))`;
  }
}

const valuesOf = ({ accountId, ids, email }: Person): unknown[] => [accountId, ids, email];

/** One after the other, as they are listed. Answers rows by name. */
async function each<Name extends string>(
  tx: Tx,
  statements: Readonly<Record<Name, string>>,
  values: unknown[],
): Promise<Record<Name, number>> {
  const counts = {} as Record<Name, number>;
  for (const name of Object.keys(statements) as Name[])
    counts[name] = await tx.$executeRawUnsafe(statements[name], ...values);
  return counts;
}
