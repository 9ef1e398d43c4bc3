import { Injectable } from '@nestjs/common';
import { Audit } from '@nightdesk/access';
import type { ErasedRows, Erasure, NewErasure } from '@nightdesk/contract';
import { sha256 } from '@nightdesk/platform/crypto';
import { Clock } from '@nightdesk/platform/clock';
import type { Tx } from '@nightdesk/platform/database';
import { ErasuresStore, type Person } from './erasures.store.js';

/** Deletes what is stored of one person who asked for help (SPEC 15.3). */
@Injectable()
export class Erasures {
  constructor(
    private readonly store: ErasuresStore,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /**
   * Account by account, by small transactions: one that breaks off half-way is asked for again, and two at once wait for each
   * other. What was erased is not counted a second time.
   */
  async erase({ accountId, email, requesterId }: NewErasure): Promise<Erasure> {
    const erased = none();
    const waitingTickets: Erasure['waitingTickets'] = [];
    for (const id of accountId === undefined ? await this.store.accounts() : [accountId]) {
      const person = await this.store.person(id, email ?? null, requesterId ?? null);
      add(erased, await this.inAccount(person));
      for (const ticketId of await this.store.waiting(person))
        waitingTickets.push({ accountId: id, ticketId });
    }
    const personHash = sha256(accountId ?? '', (email ?? '').toLowerCase(), requesterId ?? '');
    return { at: this.clock.now().toISOString(), personHash, erased, waitingTickets };
  }

  /** Who did it and what went, and nothing of the person but a hash. */
  async record(
    tx: Tx,
    { personHash, erased, waitingTickets }: Erasure,
    accountId: string | undefined,
    actor: string,
  ): Promise<void> {
    const details = { personHash, ...erased, waitingTickets: waitingTickets.length };
    await this.audit.record({ actor, action: 'person.erased', subject: accountId ?? 'all', details }, tx);
  }

  private async inAccount(person: Person): Promise<ErasedRows> {
    const now = this.clock.now();
    const erased = none();
    for (;;) {
      const rows = await this.store.eraseTickets(person, now);
      if (!rows) break;
      add(erased, rows);
    }
    add(erased, await this.store.eraseElsewhere(person));
    return erased;
  }
}

const none = (): ErasedRows => ({
  tickets: 0,
  messages: 0,
  webhooks: 0,
  events: 0,
  deliveries: 0,
  operations: 0,
});

function add(sum: ErasedRows, more: Partial<ErasedRows>): void {
  for (const [kind, count] of Object.entries(more)) sum[kind as keyof ErasedRows] += count;
}
