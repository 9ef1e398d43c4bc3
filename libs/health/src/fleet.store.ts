import { Injectable } from '@nestjs/common';
import { Database } from '@nightdesk/platform/database';

/** Rows of one kind, counted by up to two of their columns. */
export interface CountRow {
  what: 'operations' | 'incidents' | 'alerts' | 'subscribers';
  first: string;
  second: string;
  count: number;
}

const COUNTS = `
SELECT 'operations' AS what, state AS first, '' AS second, count(*)::int AS count
  FROM operations WHERE state IN ('queued', 'sending', 'unknown', 'held') GROUP BY state
UNION ALL
SELECT 'incidents', cause, severity, count(*)::int FROM incidents WHERE resolved_at IS NULL GROUP BY cause, severity
UNION ALL
SELECT 'alerts', state, '', count(*)::int FROM alerts WHERE state IN ('pending', 'dead') GROUP BY state
UNION ALL
SELECT 'subscribers', state, '', count(*)::int FROM subscribers GROUP BY state`;

/** What only the metrics ask for; nothing here writes. */
@Injectable()
export class FleetStore {
  constructor(private readonly database: Database) {}

  async counts(): Promise<CountRow[]> {
    return (await this.database.pool.query<CountRow>(COUNTS)).rows;
  }
}
