import { Injectable } from '@nestjs/common';
import { Accounts } from '@nightdesk/accounts';
import { HelpdeskError, type TicketWithConversation } from '@nightdesk/helpdesks/contract';
import { Clock } from '@nightdesk/platform/clock';
import { traceId } from '@nightdesk/platform/observability';
import { Reader } from './reader.js';
import { type StoredTicket, TicketsStore } from './tickets.store.js';

/** A ticket with how far the answer can be relied upon. */
export interface TicketAnswer extends TicketWithConversation {
  readAt: Date;
  source: 'stored' | 'live';
  /** The platform could not be asked, so the stored copy had to do. */
  stale: boolean;
}

/** Thrown when neither we nor the platform know the ticket. */
export class TicketUnknown extends Error {
  override readonly name = 'TicketUnknown';

  constructor(ticketId: string) {
    super(`Ticket ${ticketId} is not known here; ask with ?fresh=true to read it from the platform.`);
  }
}

/** Reads for the API: from the stored copy at once, or live. */
@Injectable()
export class Tickets {
  /** Live readings under way in this process: whoever asks for the same ticket meanwhile gets the same answer. */
  private readonly underWay = new Map<string, Promise<TicketAnswer>>();

  constructor(
    private readonly store: TicketsStore,
    private readonly reader: Reader,
    private readonly accounts: Accounts,
    private readonly clock: Clock,
  ) {}

  /** @throws AccountUnknown, TicketUnknown, HelpdeskError */
  async get(accountId: string, ticketId: string, fresh: boolean): Promise<TicketAnswer> {
    await this.accounts.get(accountId);
    const stored = await this.store.find(accountId, ticketId);
    if (!fresh) {
      if (!stored) throw new TicketUnknown(ticketId);
      return { ...stored, source: 'stored', stale: false };
    }
    const key = `${accountId}:${ticketId}`;
    const reading =
      this.underWay.get(key) ??
      this.live(accountId, ticketId, stored).finally(() => this.underWay.delete(key));
    this.underWay.set(key, reading);
    return reading;
  }

  /** Stored tickets, last changed first. */
  list(accountId: string, limit: number, before: { updatedAt: Date; id: string } | null) {
    return this.store.list(accountId, limit, before);
  }

  private async live(
    accountId: string,
    ticketId: string,
    stored: StoredTicket | null,
  ): Promise<TicketAnswer> {
    const readAt = this.clock.now();
    const occasion = { accountId, ticketId, via: 'reconciliation' as const, traceId: traceId(), readAt };
    try {
      return {
        ...(await this.reader.read(occasion, async () => undefined)),
        readAt,
        source: 'live',
        stale: false,
      };
    } catch (error) {
      if (!(error instanceof HelpdeskError)) throw error;
      if (error.kind === 'not_found') throw new TicketUnknown(ticketId);
      if (!stored) throw error;
      return { ...stored, source: 'stored', stale: true };
    }
  }
}
