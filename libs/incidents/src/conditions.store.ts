import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import { Database } from '@nightdesk/platform/database';
import { costly } from './conditions.costly.sql.js';
import { rare } from './conditions.rare.sql.js';
import { urgent } from './conditions.urgent.sql.js';
import { shownTarget } from './addresses.js';
import { incidentCauses } from './causes.js';
import type { Channel, Condition, Details } from './incidents.types.js';

/** `urgent`: looked at every few seconds. `costly`: every half a minute. `rare`: every five minutes. */
export type Pace = 'urgent' | 'costly' | 'rare';

interface Row {
  account_id: string | null;
  cause: string;
  subject: string;
  details: Details;
  reason: string | null;
  remedy: string | null;
}

/** One statement for all of a pace: one trip, one picture, whatever the number of accounts. */
const together = (statements: Readonly<Record<string, string>>) =>
  `SELECT * FROM (${Object.values(statements)
    .map((statement) => `(${statement})`)
    .join('\nUNION ALL\n')}) AS holds (account_id, cause, subject, details, reason, remedy)`;

const statements: Record<Pace, string> = {
  urgent: together(urgent),
  costly: together(costly),
  rare: together(rare),
};

/** The causes of a pace that this version knows; another version's are left alone. */
export function causesOf(pace: Pace): string[] {
  const paceOf = (cause: string): Pace => (cause in costly ? 'costly' : cause in rare ? 'rare' : 'urgent');
  return Object.keys(incidentCauses).filter((cause) => paceOf(cause) === pace);
}

/** Where the causes of a pace hold now. A read-only picture of everybody's tables; see `libs/health` for why. */
@Injectable()
export class ConditionsStore {
  constructor(
    private readonly database: Database,
    @Inject(CONFIG) private readonly config: Pick<Config, 'OLDEST_WRITE_MINUTES'>,
  ) {}

  async holding(pace: Pace, now: Date): Promise<Condition[]> {
    const values = pace === 'costly' ? [now, this.config.OLDEST_WRITE_MINUTES] : [now];
    // Named, so that a connection plans it once.
    const query = { name: `conditions.${pace}`, text: statements[pace], values };
    const { rows } = await this.database.pool.query<Row>(query);
    return rows.map(condition);
  }
}

/** An address can be a secret, so it is shown by its host in everything that is made of the condition. */
function condition({ account_id: accountId, ...row }: Row): Condition {
  if (row.cause !== 'alert_channel_failing') return { accountId, ...row };
  const [channel = '', target = ''] = row.subject.split(' ');
  const shown = shownTarget({ channel: channel as Channel, target });
  return { accountId, ...row, subject: shown, details: { ...row.details, target: shown } };
}
