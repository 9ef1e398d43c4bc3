import { Injectable } from '@nestjs/common';
import { type Account, Accounts } from '@nightdesk/accounts';
import { Gateway } from '@nightdesk/gateway';
import { HelpdeskError, type TicketWithConversation } from '@nightdesk/helpdesks/contract';
import { adapterFor } from '@nightdesk/helpdesks/directory';
import { Lanes } from '@nightdesk/lanes';
import { Fuses, OwnWrites } from '@nightdesk/operations';
import { type NewEvent, Outbox } from '@nightdesk/outbox';
import { Scopes } from '@nightdesk/scopes';
import { Clock } from '@nightdesk/platform/clock';
import type { Tx } from '@nightdesk/platform/database';
import { Arrivals } from './arrivals.js';
import { difference, type Fact, type KnownTicket } from './difference.js';
import { type Copy, ReadingsStore } from './readings.store.js';
import { TicketsStore } from './tickets.store.js';
import { inOneGo } from './whole-reading.js';

/** What a reading was made for. */
export interface Occasion {
  accountId: string;
  ticketId: string;
  via: 'webhook' | 'reconciliation';
  traceId: string;
  readAt: Date;
  /** When the delivery came that made us read. Left out: somebody asked, which says nothing of how changes reach us. */
  heardAt?: Date | undefined;
  /** For the call log; 1 when left out. */
  attempt?: number | undefined;
  /** The drain's. */
  signal?: AbortSignal | undefined;
  /** Runs when the budget has let a call out, before each. */
  onSend?: (() => void) | undefined;
}

/** What is settled by a reading, in the transaction that stores it. */
export interface Settled {
  /** The ticket's deliveries up to this one; null when there are none. */
  upTo: bigint | null;
  also?: ((tx: Tx) => Promise<void>) | undefined;
}

/** Commits facts as events, together with the rows that made them facts. */
@Injectable()
export class Telling {
  constructor(
    private readonly readings: ReadingsStore,
    private readonly outbox: Outbox,
    private readonly fuses: Fuses,
    private readonly lanes: Lanes,
    private readonly arrivals: Arrivals,
    private readonly clock: Clock,
  ) {}

  /** False, and nothing is committed, when the reading is out of date. */
  async commit(
    occasion: Occasion,
    facts: readonly Fact[],
    copy: Copy,
    { upTo, also }: Settled,
  ): Promise<boolean> {
    const { accountId, ticketId, via, traceId, heardAt } = occasion;
    const events = facts.map(({ operationId, ...fact }): NewEvent => ({
      ...fact,
      accountId,
      ticketId,
      via,
      traceId,
      operationId,
      origin: operationId === null ? 'platform' : 'nightdesk',
    }));
    const drafts = this.outbox.drafts(events);
    const isOurs = events.some(({ origin }) => origin === 'nightdesk');
    const save = async (tx?: Tx) => {
      const told = await this.readings.save({ copy, upTo, drafts, now: this.clock.now() }, tx);
      return told && this.outbox.recorded(drafts, told);
    };
    const woken =
      isOurs || also
        ? await this.readings.transaction(async (tx) => {
            const told = await save(tx);
            if (!told) return null;
            await also?.(tx);
            return isOurs ? [...told, ...(await this.fuses.changed(tx, accountId, ticketId))] : told;
          })
        : await save();
    if (woken === null) return false;
    if (heardAt)
      for (const { type: kind, occurredAt } of facts)
        this.arrivals.count({ accountId, kind, via, occurredAt, heardAt });
    await this.lanes.wake(woken);
    return true;
  }
}

/** A ticket as its platform has it, and the account as it was found for the call. */
export interface Reading extends TicketWithConversation {
  account: Account;
}

/** Tickets as the platform has them. */
@Injectable()
export class Source {
  constructor(
    private readonly gateway: Gateway,
    private readonly scopes: Scopes,
    private readonly clock: Clock,
  ) {}

  /** @throws HelpdeskError; a 403 that is about this ticket only is `invalid`. */
  async get({ accountId, ticketId, attempt, signal, onSend }: Occasion): Promise<Reading> {
    try {
      return await this.gateway.call(
        { accountId, lane: 'read', attempt, signal, beforeSend: async () => onSend?.() },
        async (adapter, send, account) => {
          const reading = await adapter.getTicket(inOneGo(send, this.clock, signal), ticketId);
          return { ...reading, account };
        },
      );
    } catch (error) {
      if (!(error instanceof HelpdeskError) || error.kind !== 'forbidden') throw error;
      const closed = await this.scopes.refused(accountId, ['tickets:read'], error);
      throw closed === 'ticket' ? new HelpdeskError('invalid', error.message, error.details) : error;
    }
  }
}

/** Reads a ticket back from the platform and turns what changed into events. */
@Injectable()
export class Reader {
  constructor(
    private readonly tickets: TicketsStore,
    private readonly source: Source,
    private readonly accounts: Accounts,
    private readonly ownWrites: OwnWrites,
    private readonly telling: Telling,
  ) {}

  /**
   * Reads, compares with the stored copy, and commits copy, events and what the reading `settles` in one transaction. When
   * another reading was stored meanwhile, it starts again, so that an older reading never follows a newer one.
   * @throws HelpdeskError
   */
  async read(occasion: Occasion, settles: Settled): Promise<TicketWithConversation> {
    const { accountId, ticketId, readAt } = occasion;
    for (;;) {
      const known = await this.tickets.known(accountId, ticketId);
      const { account, ...reading } = await this.fetch(occasion, known);
      // Platforms count in whole seconds, so the first second belongs to the account as well.
      const since = new Date(Math.floor(account.createdAt.getTime() / 1_000) * 1_000);
      const own = await this.ownWrites.since(accountId, ticketId, new Date(readAt.getTime() - 600_000));
      const facts = difference(known, reading, since, own, account.remoteUserId);
      // Where nothing but sweeps tells, they miss nothing.
      const isTold = adapterFor(account.platform).webhooks !== null;
      const counted = isTold ? occasion : { ...occasion, heardAt: undefined };
      const copy = { accountId, ticketId, over: known?.version ?? 0, reading, readAt };
      if (await this.telling.commit(counted, facts, copy, settles)) return reading;
    }
  }

  /** A ticket that the platform no longer has is the last known copy, deleted. */
  private async fetch(occasion: Occasion, known: KnownTicket | null): Promise<Reading> {
    const { accountId, ticketId } = occasion;
    try {
      return await this.source.get(occasion);
    } catch (error) {
      if (!(error instanceof HelpdeskError) || error.kind !== 'not_found' || !known) throw error;
      const stored = await this.tickets.find(accountId, ticketId);
      if (!stored) throw error;
      const account = await this.accounts.get(accountId);
      const ticket = { ...stored.ticket, status: 'closed' as const, deleted: true };
      return { ticket, messages: stored.messages, account };
    }
  }
}
