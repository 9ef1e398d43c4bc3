import { Injectable } from '@nestjs/common';
import { Database } from '@nightdesk/platform/database';

/** The queries on login attempts. */
@Injectable()
export class LoginLimitStore {
  constructor(private readonly database: Database) {}

  /**
   * One attempt more for both subjects; a window that is over begins anew and ends at `endsAt`. Two attempts that share both
   * must name them in the same order, or they could wait for each other for ever.
   */
  count(
    [first, second]: [string, string],
    now: Date,
    endsAt: Date,
  ): Promise<{ subject: string; count: number; endsAt: Date }[]> {
    return this.database.client.$queryRaw`
      INSERT INTO login_attempts AS known (subject, count, ends_at)
      VALUES (${first}, 1, ${endsAt}), (${second}, 1, ${endsAt})
      ON CONFLICT (subject) DO UPDATE SET
        count = CASE WHEN known.ends_at <= ${now} THEN 1 ELSE known.count + 1 END,
        ends_at = CASE WHEN known.ends_at <= ${now} THEN EXCLUDED.ends_at ELSE known.ends_at END
      RETURNING subject, count, ends_at AS "endsAt"`;
  }

  /** One attempt less from that address, none for that e-mail. */
  async takeBack(address: string, email: string): Promise<void> {
    await this.database.client.loginAttempt.updateMany({
      where: { subject: address, count: { gt: 0 } },
      data: { count: { decrement: 1 } },
    });
    await this.database.client.loginAttempt.deleteMany({ where: { subject: email } });
  }

  async deleteOver(now: Date): Promise<number> {
    const { count } = await this.database.client.loginAttempt.deleteMany({ where: { endsAt: { lte: now } } });
    return count;
  }
}
