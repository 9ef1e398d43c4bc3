import { Injectable } from '@nestjs/common';
import { columns, Database, Prisma, type Tx } from '@nightdesk/platform/database';
import { Grouped } from '@nightdesk/platform/groups';
import {
  type Account,
  type AccountCause,
  accountCauses,
  accountMoves,
  type AccountState,
  accountStates,
  type LiveShare,
} from './accounts.types.js';

type Position = Pick<Account, 'state' | 'cause' | 'reason' | 'remedy' | 'stateSince'>;
type Row = Omit<Account, 'state' | 'cause'> & { state: string; cause: string };

/** Asked for each call. */
const BY_IDS = {
  name: 'accounts-by-ids',
  text: `SELECT ${columns(Prisma.AccountScalarFieldEnum, ['requiredCapabilities'])} FROM accounts WHERE id = ANY ($1)`,
};

/** Every query on `accounts`. */
@Injectable()
export class AccountsStore {
  private readonly byId: Grouped<string, Row | null>;

  constructor(private readonly database: Database) {
    this.byId = new Grouped(async (ids) => {
      const { rows } = await database.pool.query<Row>({ ...BY_IDS, values: [[...new Set(ids)]] });
      const found = new Map(rows.map((row) => [row.id, row]));
      return ids.map((id) => found.get(id) ?? null);
    });
  }

  async find(id: string, tx?: Tx): Promise<Account | null> {
    return account(await (tx ? tx.account.findUnique({ where: { id } }) : this.byId.add(id)));
  }

  async findSite(platform: string, site: string): Promise<Account | null> {
    return account(
      await this.database.client.account.findUnique({ where: { platform_site: { platform, site } } }),
    );
  }

  async list(): Promise<Account[]> {
    const rows = await this.database.client.account.findMany({ orderBy: { createdAt: 'asc' } });
    return rows.map((row) => account(row)!);
  }

  /** Until the transaction ends nobody else changes the account. */
  async lock(tx: Tx, id: string): Promise<void> {
    await tx.$queryRaw`SELECT id FROM accounts WHERE id = ${id} FOR UPDATE`;
  }

  /** Inserts, or replaces what a re-connect may replace; the id (answered) and the time of the first connection stay. */
  async upsert(tx: Tx, entry: Omit<Account, keyof LiveShare>): Promise<string> {
    const { id, platform, site, createdAt, ...replaced } = entry;
    const row = await tx.account.upsert({
      where: { platform_site: { platform, site } },
      create: { id, platform, site, createdAt, ...replaced },
      update: replaced,
      select: { id: true },
    });
    return row.id;
  }

  async update(
    tx: Tx,
    id: string,
    data: Partial<Pick<Account, 'requiredCapabilities' | 'remoteUserId'>>,
  ): Promise<void> {
    await tx.account.updateMany({ where: { id }, data });
  }

  /**
   * Moves an account where that is a legal move; answers the state it left, or null when it stays. One that is there
   * already keeps its since-time and gets the new words.
   */
  async move(tx: Tx, id: string, to: Position): Promise<AccountState | null> {
    const row = account(await tx.account.findUnique({ where: { id } }));
    if (row?.state === to.state) {
      const { cause, reason, remedy, state } = to;
      await tx.account.updateMany({ where: { id, state }, data: { cause, reason, remedy } });
    }
    if (!row || !(accountMoves[row.state] as readonly AccountState[]).includes(to.state)) return null;
    const { count } = await tx.account.updateMany({ where: { id, state: row.state }, data: to });
    return count === 1 ? row.state : null;
  }

  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.transaction(work);
  }
}

function account(row: Row | null): Account | null {
  if (!row) return null;
  const state = accountStates.find((known) => known === row.state);
  if (!state) throw new Error(`accounts.state holds "${row.state}", which this version does not know`);
  if (!(row.cause in accountCauses))
    throw new Error(`accounts.cause holds "${row.cause}", which this version does not know`);
  return { ...row, state, cause: row.cause as AccountCause };
}
