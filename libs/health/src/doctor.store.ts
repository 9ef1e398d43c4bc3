import { Injectable } from '@nestjs/common';
import { Database } from '@nightdesk/platform/database';

/** How webhooks of an account come. */
export interface WebhookFacts {
  /** What the last check found that only a person can mend. */
  problem: string | null;
  lastDeliveryAt: Date | null;
  lastSignatureFailureAt: Date | null;
}

/** An endpoint that is told of the account's events. */
export interface SubscriberFacts {
  url: string;
  isActive: boolean;
  failingSince: Date | null;
}

/** What the doctor looks up; nothing here writes. */
@Injectable()
export class DoctorStore {
  constructor(private readonly database: Database) {}

  async webhook(accountId: string): Promise<WebhookFacts | null> {
    const { rows } = await this.database.pool.query<WebhookFacts>(
      `SELECT problem, last_signature_failure AS "lastSignatureFailureAt",
              (SELECT max(received_at) FROM inbox WHERE account_id = $1 AND via = 'webhook') AS "lastDeliveryAt"
         FROM webhooks WHERE account_id = $1`,
      [accountId],
    );
    return rows[0] ?? null;
  }

  async subscribers(accountId: string): Promise<SubscriberFacts[]> {
    const { rows } = await this.database.pool.query<SubscriberFacts>(
      `SELECT url, state = 'active' AS "isActive", failing_since AS "failingSince" FROM subscribers
        WHERE account_ids = '{}' OR $1 = ANY (account_ids) ORDER BY created_at`,
      [accountId],
    );
    return rows;
  }
}
