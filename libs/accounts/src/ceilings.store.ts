import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@nightdesk/platform/database';
import type { CeilingScope } from './ceilings.types.js';

/** Every query on `ceilings`. */
@Injectable()
export class CeilingsStore {
  constructor(private readonly database: Database) {}

  /** Those that are set, by their scope. */
  async all(tx: Tx = this.database.client): Promise<Map<string, number>> {
    const rows = await tx.ceiling.findMany({ select: { scope: true, ratio: true } });
    return new Map(rows.map(({ scope, ratio }) => [scope, ratio]));
  }

  async set(tx: Tx, row: { scope: CeilingScope; ratio: number; setBy: string; setAt: Date }): Promise<void> {
    const { scope, ...how } = row;
    await tx.ceiling.upsert({ where: { scope }, create: row, update: how });
  }

  async clear(tx: Tx, scope: CeilingScope): Promise<void> {
    await tx.ceiling.deleteMany({ where: { scope } });
  }

  async platformOf(accountId: string): Promise<string | null> {
    const where = { id: accountId };
    const row = await this.database.client.account.findUnique({ where, select: { platform: true } });
    return row?.platform ?? null;
  }
}
