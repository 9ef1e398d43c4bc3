import { createHmac, timingSafeEqual } from 'node:crypto';
import pg from 'pg';
import type { ContenderSettings } from './settings.js';

/** What one writes who wants signed webhooks in a table: check the signature, read the body, one INSERT, answer. */
export class ByHand {
  private readonly pool: pg.Pool;
  private readonly insert: string;

  constructor(private readonly given: ContenderSettings) {
    this.pool = new pg.Pool({ connectionString: given.databaseUrl, max: 10 });
    this.insert = `INSERT INTO ${given.table} (account_id, dedupe_key, via, ticket_id, type, occurred_at, received_at, body,
                                              trace_id, state, due_at)
      VALUES ($1, $2, 'webhook', $3, $4, $5, now(), $6, '-', 'pending', now()) ON CONFLICT DO NOTHING`;
  }

  /** Answers the status. */
  async accept(accountId: string, headers: Record<string, unknown>, body: Buffer): Promise<number> {
    const secret = this.given.secrets[accountId];
    const timestamp = String(headers['x-zendesk-webhook-signature-timestamp']);
    const sent = Buffer.from(String(headers['x-zendesk-webhook-signature']), 'base64');
    if (secret === undefined) return 404;
    const expected = createHmac('sha256', secret).update(timestamp).update(body).digest();
    if (sent.length !== expected.length || !timingSafeEqual(sent, expected)) return 401;
    if (!(Math.abs(Date.now() - Date.parse(timestamp)) < 300_000)) return 401;
    const event = JSON.parse(body.toString()) as { id: string; type: string; time: string; subject: string };
    const ticketId = event.subject.slice('zen:ticket:'.length);
    await this.pool.query(this.insert, [accountId, event.id, ticketId, event.type, event.time, body]);
    return 202;
  }
}
