import { Injectable } from '@nestjs/common';
import { Database } from '@nightdesk/platform/database';

/** An account whose platform fails. Closed: there is no row. */
export interface Breaker {
  accountId: string;
  /** `half_open`: one call tries, until `retryAt` at the latest. */
  state: 'open' | 'half_open';
  /** What failed, in plain words. */
  reason: string;
  openedAt: Date;
  /** Nothing goes out before. */
  retryAt: Date;
}

/** Every query on `breakers`. */
@Injectable()
export class BreakersStore {
  constructor(private readonly database: Database) {}

  async list(): Promise<Breaker[]> {
    return (await this.database.client.breaker.findMany()) as Breaker[];
  }

  async find(accountId: string): Promise<Breaker | null> {
    return (await this.database.client.breaker.findUnique({ where: { accountId } })) as Breaker | null;
  }

  /** False: it is open already. */
  async open(breaker: Breaker): Promise<boolean> {
    const { count } = await this.database.client.breaker.createMany({ data: breaker, skipDuplicates: true });
    return count > 0;
  }

  /** Wins the right to the one call that tries, until `until`; a right that ran out belongs to a process that died. */
  async claim(accountId: string, now: Date, until: Date): Promise<boolean> {
    const { count } = await this.database.client.breaker.updateMany({
      where: { accountId, retryAt: { lte: now } },
      data: { state: 'half_open', retryAt: until },
    });
    return count > 0;
  }

  /** The trial under the claim `until` failed, or was not made. False: somebody else has it by now. */
  async reopen(accountId: string, until: Date, change: { retryAt: Date; reason?: string }): Promise<boolean> {
    const { count } = await this.database.client.breaker.updateMany({
      where: { accountId, state: 'half_open', retryAt: until },
      data: { state: 'open', ...change },
    });
    return count > 0;
  }

  async close(accountId: string, until: Date): Promise<boolean> {
    const { count } = await this.database.client.breaker.deleteMany({
      where: { accountId, state: 'half_open', retryAt: until },
    });
    return count > 0;
  }
}
