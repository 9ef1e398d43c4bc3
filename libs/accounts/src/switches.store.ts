import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@nightdesk/platform/database';
import type { Switch, SwitchName } from './switches.types.js';

/** Every query on `switches` but those of the lanes, whose rows are not due while one is on. */
@Injectable()
export class SwitchesStore {
  constructor(private readonly database: Database) {}

  /** Those that are on, the newest first. */
  list(): Promise<Switch[]> {
    return this.database.client.switch.findMany({ orderBy: { setAt: 'desc' } });
  }

  async set(tx: Tx, { name, ...how }: Switch & { name: SwitchName }): Promise<void> {
    await tx.switch.upsert({ where: { name }, create: { name, ...how }, update: how });
  }

  /** False: it was not on. */
  async release(tx: Tx, name: string): Promise<boolean> {
    const { count } = await tx.switch.deleteMany({ where: { name } });
    return count === 1;
  }
}
