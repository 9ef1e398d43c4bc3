import { Injectable } from '@nestjs/common';
import { Accounts } from '@nightdesk/accounts';
import type { TicketWithConversation } from '@nightdesk/helpdesks/contract';
import { Clock } from '@nightdesk/platform/clock';
import { ClosedAccounts } from './fresh-reads.closed.js';
import { FreshReads } from './fresh-reads.js';
import { type Hindrance, hindranceOf, type Patience } from './fresh-reads.types.js';
import { TicketsStore } from './tickets.store.js';

/** A ticket with how far the answer can be relied upon. */
export interface TicketAnswer extends TicketWithConversation {
  readAt: Date;
  /** When what people wrote was deleted here (SPEC 15.3), so that only the rest can be shown; null: it was not. */
  emptiedAt: Date | null;
  source: 'stored' | 'live';
  /** A live reading was asked for and could not be had, so the stored copy had to do. */
  stale: boolean;
  /** Why it is stale, in plain sentences; else null. */
  reason: string | null;
}

/** Thrown when neither we nor, where it was asked, the platform know the ticket. */
export class TicketUnknown extends Error {
  override readonly name = 'TicketUnknown';
}

/** Thrown when there is neither a live reading nor a stored copy, but may be later. */
export class TicketUnread extends Error {
  override readonly name = 'TicketUnread';

  /** @param retryAfterSeconds undefined: asking again does not help before a person has acted. */
  constructor(
    message: string,
    readonly retryAfterSeconds: number | undefined,
  ) {
    super(message);
  }
}

/** Thrown when the platform refuses the reading for good, and there is no stored copy. */
export class TicketRefused extends Error {
  override readonly name = 'TicketRefused';
}

/** Reads for the API: from the stored copy at once, or live through the account's read lane. */
@Injectable()
export class Tickets {
  constructor(
    private readonly store: TicketsStore,
    private readonly fresh: FreshReads,
    private readonly accounts: Accounts,
    private readonly closed: ClosedAccounts,
    private readonly clock: Clock,
  ) {}

  /** The stored copy, at once. @throws AccountUnknown, TicketUnknown */
  async stored(accountId: string, ticketId: string): Promise<TicketAnswer> {
    const stored = await this.store.find(accountId, ticketId);
    if (stored) return { ...stored, source: 'stored', stale: false, reason: null };
    await this.accounts.get(accountId);
    throw new TicketUnknown(
      `Ticket ${ticketId} is not known here; ask with ?fresh=true to read it from the platform.`,
    );
  }

  /**
   * The ticket as the platform has it, read after this was called; the stored copy, marked stale, where that cannot be had
   * in time. @throws AccountUnknown, TicketUnknown, TicketUnread, TicketRefused
   */
  async live(accountId: string, ticketId: string, patience: Patience): Promise<TicketAnswer> {
    const outcome = await this.fresh.ask(accountId, ticketId, patience);
    const hindrance =
      outcome.kind === 'read'
        ? null
        : outcome.kind === 'closed'
          ? await this.closed.why(accountId)
          : hindranceOf(outcome, patience.withinMs, this.clock.now());
    const stored = await this.store.find(accountId, ticketId);
    if (stored && !hindrance) return { ...stored, source: 'live', stale: false, reason: null };
    if (stored && hindrance) return { ...stored, source: 'stored', stale: true, reason: hindrance.reason };
    throw this.problem(hindrance);
  }

  /** Stored tickets, last changed first. */
  list(accountId: string, limit: number, before: { updatedAt: Date; id: string } | null) {
    return this.store.list(accountId, limit, before);
  }

  private problem(hindrance: Hindrance | null): Error {
    // Without a hindrance it was read and then erased, in the blink of an eye.
    if (!hindrance) return new TicketUnknown('The ticket was deleted here while it was read.');
    const { kind, reason, retryAt } = hindrance;
    if (kind === 'not_found') return new TicketUnknown(reason);
    if (kind === 'refused') return new TicketRefused(reason);
    const waitMs = retryAt && retryAt.getTime() - this.clock.now().getTime();
    const seconds = waitMs === null ? undefined : Math.max(1, Math.ceil(waitMs / 1_000));
    return new TicketUnread(`${reason} There is no stored copy either.`, seconds);
  }
}
