import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@nightdesk/platform/database';
import type { ConnectAttempt } from './connect.types.js';

/** Every query on `connect_attempts` and, but for the intake's reading, `webhooks`. */
@Injectable()
export class ConnectStore {
  constructor(private readonly database: Database) {}

  async insert(attempt: ConnectAttempt & { sealed: string; createdAt: Date }): Promise<void> {
    await this.database.client.connectAttempt.create({ data: attempt });
  }

  async find(id: string): Promise<(ConnectAttempt & { sealed: string }) | null> {
    return this.database.client.connectAttempt.findUnique({ where: { id } });
  }

  /** True for exactly one caller. */
  async consume(id: string, now: Date): Promise<boolean> {
    const { count } = await this.database.client.connectAttempt.updateMany({
      where: { id, consumedAt: null },
      data: { consumedAt: now },
    });
    return count === 1;
  }

  async deleteExpired(before: Date): Promise<void> {
    await this.database.client.connectAttempt.deleteMany({ where: { expiresAt: { lt: before } } });
  }

  async saveWebhook(
    tx: Tx,
    webhook: { accountId: string; remoteId: string; url: string; sealedSecret: string; createdAt: Date },
  ): Promise<void> {
    const { accountId, remoteId, url, sealedSecret } = webhook;
    await tx.webhook.upsert({
      where: { accountId },
      create: webhook,
      update: { remoteId, url, sealedSecret },
    });
  }

  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.transaction(work);
  }
}
