import { Inject, Injectable } from '@nestjs/common';
import type { Ticket } from '@nightdesk/helpdesks/contract';
import { Copies, Inbox } from '@nightdesk/intake';
import { Clock } from '@nightdesk/platform/clock';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import { newTraceId } from '@nightdesk/platform/observability';
import { isNews, isUnsettled } from './news.js';
import { changeKey, type ClaimedSweep } from './sweep.types.js';

/** Puts what a listing shows where webhooks go, so that after it there is one path. */
@Injectable()
export class Finds {
  constructor(
    private readonly copies: Copies,
    private readonly inbox: Inbox,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** All of it: nobody else tells. What was told before is stored once. */
  async tellAll(accountId: string, tickets: readonly Ticket[]): Promise<void> {
    const now = this.clock.now();
    await Promise.all(
      tickets.map((ticket) => this.tell(accountId, ticket.id, changeKey(ticket, now), ticket.updatedAt)),
    );
  }

  /**
   * Only what webhooks have not told. Answers how many. With `settles`, what was read too early to be sure of it is read once
   * more; that is no find.
   */
  async tellMissed(
    { accountId, since }: ClaimedSweep,
    tickets: readonly Ticket[],
    { settles }: { settles: boolean },
  ): Promise<number> {
    const known = await this.copies.of(
      accountId,
      tickets.map(({ id }) => id),
    );
    const occasion = {
      since,
      now: this.clock.now(),
      graceMs: this.config.WEBHOOK_GRACE_SECONDS * 1_000,
    };
    const missed = tickets.filter((ticket) => isNews(ticket, known.get(ticket.id), occasion));
    const unsettled = settles
      ? tickets.filter((ticket) => isUnsettled(ticket, known.get(ticket.id), occasion))
      : [];
    await this.tellAll(accountId, [...new Set([...missed, ...unsettled])]);
    return missed.length;
  }

  /** Tickets that are open here and that the platform no longer shows as such. Answers the last of them. */
  async tellUnseen(
    { accountId, fullStartedAt }: Pick<ClaimedSweep, 'accountId' | 'fullStartedAt'>,
    { changedSince, after, limit }: { changedSince: Date; after: string; limit: number },
  ): Promise<string[]> {
    const began = fullStartedAt ?? this.clock.now();
    const unseen = await this.copies.unseen(accountId, { began, changedSince, after, limit });
    const key = (id: string) => `full:${began.toISOString()}:${id}`;
    await Promise.all(unseen.map((id) => this.tell(accountId, id, key(id), null)));
    return unseen;
  }

  private tell(accountId: string, ticketId: string, dedupeKey: string, occurredAt: Date | null) {
    return this.inbox.add({
      accountId,
      dedupeKey,
      via: 'reconciliation',
      ticketId,
      type: 'changed',
      occurredAt,
      receivedAt: this.clock.now(),
      body: Buffer.alloc(0),
      traceId: newTraceId(),
    });
  }
}
