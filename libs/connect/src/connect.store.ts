import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@nightdesk/platform/database';
import type { ConnectAttempt } from './connect.types.js';

interface Failures {
  signatureFailures: number;
  lastSignatureFailure: Date | null;
}

/** A webhook as it is stored. */
export interface WebhookRow extends Failures {
  accountId: string;
  /** Null: a person set it up. */
  remoteId: string | null;
  appId: string | null;
  appSite: string | null;
  url: string;
  sealedSecret: string;
  previousUntil: Date | null;
}

export type NewWebhook = Omit<WebhookRow, keyof Failures | 'previousUntil'> & {
  createdAt: Date;
  /** When the platform is asked whether it is still there; null: it cannot be asked. */
  checkAt: Date | null;
  problem: null;
};

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

  async webhook(accountId: string, tx: Tx = this.database.client): Promise<WebhookRow | null> {
    return tx.webhook.findUnique({ where: { accountId } });
  }

  /** The same, and nobody else changes it until the transaction ends. */
  async lockedWebhook(tx: Tx, accountId: string): Promise<WebhookRow | null> {
    await tx.$queryRaw`SELECT 1 FROM webhooks WHERE account_id = ${accountId} FOR UPDATE`;
    return this.webhook(accountId, tx);
  }

  async saveWebhook(tx: Tx, webhook: NewWebhook): Promise<void> {
    const { accountId, createdAt: _first, ...replaced } = webhook;
    await tx.webhook.upsert({ where: { accountId }, create: webhook, update: replaced });
  }

  /** The check of an account's webhook comes by `by` at the latest; one that comes before `after` is left alone. */
  async hastenWebhookCheck(accountId: string, by: Date, after: Date): Promise<void> {
    await this.database.client.webhook.updateMany({
      where: { accountId, checkAt: { gt: after } },
      data: { checkAt: by },
    });
  }

  /** When the first and the last webhook of an account came. */
  async deliveries(
    accountId: string,
    tx: Tx = this.database.client,
  ): Promise<{ first: Date | null; last: Date | null }> {
    const came = await tx.inboxDelivery.aggregate({
      where: { accountId, via: 'webhook' },
      _min: { receivedAt: true },
      _max: { receivedAt: true },
    });
    return { first: came._min.receivedAt, last: came._max.receivedAt };
  }

  /**
   * The webhook of an account that is disconnected, and what came by it and was not read: it is done, unread. Answers how
   * many those are.
   */
  async forget(tx: Tx, accountId: string, now: Date): Promise<number> {
    await tx.webhook.deleteMany({ where: { accountId } });
    const { count } = await tx.inboxDelivery.updateMany({
      where: { accountId, state: 'pending' },
      data: { state: 'done', processedAt: now, lastError: 'not read: the account was disconnected' },
    });
    return count;
  }

  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.transaction(work);
  }
}
