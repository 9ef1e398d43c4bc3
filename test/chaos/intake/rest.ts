import { setTimeout as pass } from 'node:timers/promises';
import pg from 'pg';

const stillMs = 100_000;
const tellEachMs = 30_000;

/** The rows of one installation, seen from outside. */
export class Rows {
  private constructor(private readonly client: pg.Client) {}

  static async open(connectionString: string): Promise<Rows> {
    const client = new pg.Client({ connectionString });
    await client.connect();
    return new Rows(client);
  }

  close(): Promise<void> {
    return this.client.end();
  }

  /** Webhooks that were answered with 202 and are not there, or never became what they are about. */
  async unkept(accepted: ReadonlySet<string>): Promise<string[]> {
    const { rows } = await this.client.query<{ id: string }>(
      `SELECT id FROM unnest($1::text[]) AS accepted (id)
        WHERE NOT EXISTS (SELECT 1 FROM inbox WHERE dedupe_key = id AND state = 'done')`,
      [[...accepted]],
    );
    return rows.map(({ id }) => id);
  }

  /** Waits until nothing is to be done any more, or nothing has moved for a long time. Answers whether it came to rest. */
  async rest(withinMs: number): Promise<boolean> {
    const end = Date.now() + withinMs;
    let [seen, stillAt, tellAt] = ['', Date.now() + stillMs, Date.now() + tellEachMs];
    while (Date.now() < Math.min(end, stillAt)) {
      const [row] = (
        await this.client.query<{ inbox: number; deliveries: number; at: string }>(
          `SELECT (SELECT count(*)::int FROM inbox WHERE state = 'pending') AS inbox,
                  (SELECT count(*)::int FROM deliveries WHERE state = 'pending') AS deliveries,
                  (SELECT count(*) || ' ' || sum(attempts) FROM deliveries) AS at`,
        )
      ).rows;
      if (!row || (row.inbox === 0 && row.deliveries === 0)) return true;
      if (JSON.stringify(row) !== seen) [seen, stillAt] = [JSON.stringify(row), Date.now() + stillMs];
      if (Date.now() > tellAt) {
        tellAt = Date.now() + tellEachMs;
        console.log(`  ${row.inbox} webhooks and ${row.deliveries} deliveries wait`);
      }
      await pass(500);
    }
    return false;
  }
}
