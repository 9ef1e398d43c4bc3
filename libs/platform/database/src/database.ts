import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { type Prisma, PrismaClient } from './generated/client.js';
import { StatementNames } from './statement-names.js';

/** Injection token of the {@link DatabaseOptions}. */
export const DATABASE_OPTIONS = Symbol('DatabaseOptions');

export interface DatabaseOptions {
  /** A Postgres URL. */
  readonly url: string;
  /** Connections that this process may hold at most. */
  readonly poolSize: number;
  /** A statement that is not answered for so long, in milliseconds, fails, and its connection is given up; 30 s when left out. */
  readonly statementMs?: number;
}

/** What a store gets inside {@link Database.transaction}; `Database.client` can stand in for it outside of one. */
export type Tx = Prisma.TransactionClient;

/** How long a transaction may wait for a free connection, and how long it may then take, in milliseconds. */
const TRANSACTION = { maxWait: 5_000, timeout: 15_000 };

/** Twice what a transaction may take. A server that vanished says nothing, and many may wait for what one statement answers. */
const STATEMENT_MS = 30_000;

/**
 * The process's one way to Postgres: a pool, and Prisma on the same pool. Connects when first used. Statements through
 * `pool` are not part of a Prisma transaction; inside of one use `tx.$queryRaw`.
 */
@Injectable()
export class Database implements OnApplicationShutdown {
  readonly pool: pg.Pool;
  readonly client: PrismaClient;

  constructor(@Inject(DATABASE_OPTIONS) { url, poolSize, statementMs = STATEMENT_MS }: DatabaseOptions) {
    this.pool = new pg.Pool({
      connectionString: url,
      max: poolSize,
      connectionTimeoutMillis: TRANSACTION.maxWait,
      query_timeout: statementMs,
      keepAlive: true,
      // Prisma's adapter reads and writes every timestamptz as if the session were in UTC. A prepared statement keeps its
      // plan, also one made while its tables were a page or two, until they are analyzed: at these prices an index wins even
      // then. (At the usual ones, claiming a delivery reads the whole table, thousands of rows, in the first minute of a burst.)
      options: '-c TimeZone=UTC -c random_page_cost=1.1 -c seq_page_cost=4',
    });
    // Without listeners, a connection that Postgres closes would end the process: the pool hears of idle ones, the
    // connection itself of one that is in use between two statements. Whoever uses it then gets the error as well.
    const log = new Logger('Database');
    this.pool.on('error', (error) => log.warn(`An idle connection was lost: ${error.message}`));
    this.pool.on('connect', (connection) =>
      connection.on('error', (error) => log.debug(`A connection was lost: ${error.message}`)),
    );
    const names = new StatementNames();
    const adapter = new PrismaPg(this.pool, { statementNameGenerator: ({ sql }) => names.of(sql) });
    this.client = new PrismaClient({ adapter });
  }

  /**
   * Runs `work` in one transaction at Postgres' default isolation level (read committed); whatever it throws rolls back.
   * Keep calls to other systems out of it: it holds a connection, and ends with an error after 15 seconds.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.client.$transaction(work, TRANSACTION);
  }

  /** In the last phase of a shutdown, because work that is being finished still needs it. */
  async onApplicationShutdown(): Promise<void> {
    await this.close();
  }

  /** Closes Prisma first, and then the pool, which waits for connections that are in use. */
  async close(): Promise<void> {
    await this.client.$disconnect();
    if (!this.pool.ended) await this.pool.end();
  }
}
