import { Injectable } from '@nestjs/common';
import { Database } from '@nightdesk/platform/database';
import type { Channel } from './incidents.types.js';

export interface ChannelState {
  channel: Channel;
  target: string;
  pending: number;
  lastSentAt: Date | null;
  lastError: string | null;
}

/** What became of the alerts of the last week, by address. */
@Injectable()
export class AlertChannelsStore {
  constructor(private readonly database: Database) {}

  states(): Promise<ChannelState[]> {
    return this.database.client.$queryRaw<ChannelState[]>`
      SELECT channel, target, count(*) FILTER (WHERE state = 'pending')::int AS pending, max(sent_at) AS "lastSentAt",
             (array_agg(last_error ORDER BY seq DESC) FILTER (WHERE attempts > 0))[1] AS "lastError"
        FROM alerts GROUP BY channel, target`;
  }

  async contactWebhooks(): Promise<string[]> {
    const rows = await this.database.client.account.findMany({
      where: { adminWebhookUrl: { not: null }, state: { not: 'disconnected' } },
      distinct: ['adminWebhookUrl'],
      select: { adminWebhookUrl: true },
      take: 1_000,
    });
    return rows.flatMap(({ adminWebhookUrl }) => adminWebhookUrl ?? []);
  }
}
