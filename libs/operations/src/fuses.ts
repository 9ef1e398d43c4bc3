import { Inject, Injectable } from '@nestjs/common';
import { Audit } from '@nightdesk/access';
import type { Lane } from '@nightdesk/lanes';
import { type NewEvent, Outbox } from '@nightdesk/outbox';
import { Clock } from '@nightdesk/platform/clock';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import type { Tx } from '@nightdesk/platform/database';
import { traceId } from '@nightdesk/platform/observability';
import { FusesStore } from './fuses.store.js';
import { type Fuse, FuseUnknown } from './operations.types.js';

const minuteMs = 60_000;

/**
 * The last guard against a loop, where an automation answers what it has caused itself: a ticket that our own writes have
 * changed too often in a short time is frozen. Its operations are accepted and wait, until a person releases it.
 */
@Injectable()
export class Fuses {
  constructor(
    private readonly store: FusesStore,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Pick<Config, 'TICKET_FUSE_CHANGES' | 'TICKET_FUSE_MINUTES'>,
  ) {}

  /** To be called in the transaction that has recorded changes of our own. Answers the lanes to wake after the commit. */
  async changed(tx: Tx, accountId: string, ticketId: string): Promise<Lane[]> {
    const { TICKET_FUSE_CHANGES: most, TICKET_FUSE_MINUTES: minutes } = this.config;
    const at = this.clock.now();
    const changes = await this.store.changes(
      tx,
      accountId,
      ticketId,
      new Date(at.getTime() - minutes * minuteMs),
    );
    if (changes <= most) return [];
    const fuse: Fuse = { accountId, ticketId, changes, blownAt: at };
    if (!(await this.store.blow(tx, fuse))) return [];
    return this.outbox.append(tx, [blown(fuse, minutes)]);
  }

  /** Newest first. @param accountIds empty: of every account. */
  list(accountIds: readonly string[]): Promise<Fuse[]> {
    return this.store.list(accountIds);
  }

  /** What waits goes on. Answers the lanes to wake after the commit. @throws FuseUnknown */
  async release(tx: Tx, accountId: string, ticketId: string, actor: string): Promise<Lane[]> {
    if (!(await this.store.release(tx, accountId, ticketId, this.clock.now())))
      throw new FuseUnknown(accountId, ticketId);
    const details = { ticketId };
    await this.audit.record({ actor, action: 'ticket.released', subject: accountId, details }, tx);
    return [{ kind: 'write', key: accountId }];
  }
}

function blown({ accountId, ticketId, changes, blownAt }: Fuse, minutes: number): NewEvent {
  const reason = `our own writes changed the ticket ${changes} times in ${minutes} minutes: its operations wait until a person releases it`;
  return {
    accountId,
    ticketId,
    type: 'ticket.frozen',
    dedupeKey: `ticket.frozen:${ticketId}:${blownAt.toISOString()}`,
    origin: 'system',
    via: 'system',
    operationId: null,
    data: { reason, changes, minutes },
    traceId: traceId(),
    occurredAt: blownAt,
  };
}
