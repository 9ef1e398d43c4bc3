import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@nightdesk/platform/database';
import type { ConnectLink, LinkPurpose, Waiting } from './links.types.js';

type Row = Omit<ConnectLink, 'purpose'> & { purpose: string };

/** Every query on `connect_links`, and one look at what waits. */
@Injectable()
export class LinksStore {
  constructor(private readonly database: Database) {}

  async insert(link: ConnectLink, tokenHash: string, tx: Tx = this.database.client): Promise<void> {
    await tx.connectLink.create({ data: { ...link, tokenHash } });
  }

  async byToken(tokenHash: string): Promise<ConnectLink | null> {
    return link(await this.database.client.connectLink.findUnique({ where: { tokenHash } }));
  }

  async find(id: string): Promise<ConnectLink | null> {
    return link(await this.database.client.connectLink.findUnique({ where: { id } }));
  }

  /** True for exactly one transaction; others wait until it has ended. */
  async spend(tx: Tx, id: string, connectedAccountId: string, usedAt: Date): Promise<boolean> {
    const { count } = await tx.connectLink.updateMany({
      where: { id, usedAt: null },
      data: { usedAt, connectedAccountId },
    });
    return count === 1;
  }

  async endRepairs(tx: Tx, accountId: string, now: Date): Promise<void> {
    await tx.connectLink.updateMany({
      where: { purpose: 'repair', accountId, usedAt: null, expiresAt: { gt: now } },
      data: { expiresAt: now },
    });
  }

  /** What is stored for the account and goes on when it works again. */
  async waiting(accountId: string): Promise<Waiting> {
    const operations = { accountId, state: { in: ['queued', 'held', 'unknown', 'sending'] } };
    const webhooks = { accountId, state: 'pending' };
    const [asked, came] = await Promise.all([
      this.database.client.operation.aggregate({
        where: operations,
        _count: true,
        _min: { createdAt: true },
      }),
      this.database.client.inboxDelivery.aggregate({
        where: webhooks,
        _count: true,
        _min: { receivedAt: true },
      }),
    ]);
    const oldest = [asked._min.createdAt, came._min.receivedAt].filter((at) => at !== null);
    const since = oldest.sort((a, b) => a.getTime() - b.getTime())[0] ?? null;
    return { operations: asked._count, webhooks: came._count, since };
  }

  async deleteExpired(before: Date): Promise<void> {
    await this.database.client.connectLink.deleteMany({ where: { expiresAt: { lt: before } } });
  }

  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.transaction(work);
  }
}

function link(row: Row | null): ConnectLink | null {
  return row && { ...row, purpose: row.purpose as LinkPurpose };
}
