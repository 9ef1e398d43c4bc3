import { Injectable } from '@nestjs/common';
import { Audit } from '@nightdesk/access';
import type { DeadWebhook, DeadWebhookChoice } from '@nightdesk/contract';
import { DeadWebhook as View } from '@nightdesk/contract';
import type { Lane } from '@nightdesk/lanes';
import { Clock } from '@nightdesk/platform/clock';
import type { Tx } from '@nightdesk/platform/database';
import { DeadWebhooksStore, type DeadWebhookFilter } from './dead-webhooks.store.js';

/** Who acts, and on which accounts; empty: any. */
interface Actor {
  actor: string;
  accountIds: readonly string[];
}

/** Webhooks that could not be turned into events: seen, tried again, given up. */
@Injectable()
export class DeadWebhooks {
  constructor(
    private readonly store: DeadWebhooksStore,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** The newest first. */
  async list(filter: DeadWebhookFilter, limit: number, before: string | null): Promise<DeadWebhook[]> {
    const rows = await this.store.list(filter, limit, before);
    return rows.map(({ seq, receivedAt, ...row }) =>
      View.parse({ ...row, id: seq, receivedAt: receivedAt.toISOString() }),
    );
  }

  /** From the beginning, with all attempts. Answers how many, and the lanes to wake after the commit. */
  async replay(
    tx: Tx,
    choice: DeadWebhookChoice,
    { actor, accountIds }: Actor,
  ): Promise<{ count: number; lanes: Lane[] }> {
    const replayed = await this.store.replay(tx, filterOf(choice, accountIds), this.clock.now());
    for (const { accountId, count } of replayed)
      await this.audit.record(
        { actor, action: 'webhooks.replayed', subject: accountId, details: { count } },
        tx,
      );
    return {
      count: replayed.reduce((sum, { count }) => sum + count, 0),
      lanes: replayed.map(({ accountId }): Lane => ({ kind: 'read', key: accountId })),
    };
  }

  /** They leave the list; nothing is deleted before its time. Answers how many. */
  async discard(tx: Tx, choice: DeadWebhookChoice, { actor, accountIds }: Actor): Promise<number> {
    const count = await this.store.discard(tx, filterOf(choice, accountIds), this.clock.now());
    const subject = choice.accountId ?? 'inbox';
    await this.audit.record({ actor, action: 'webhooks.discarded', subject, details: { count } }, tx);
    return count;
  }
}

function filterOf({ since, ...choice }: DeadWebhookChoice, accountIds: readonly string[]): DeadWebhookFilter {
  return { ...choice, since: since === undefined ? undefined : new Date(since), accountIds };
}
