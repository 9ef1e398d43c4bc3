import { Inject, Injectable } from '@nestjs/common';
import { type Lane, Lanes } from '@nightdesk/lanes';
import { type NewEvent, Outbox } from '@nightdesk/outbox';
import { Clock, Ids } from '@nightdesk/platform/clock';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import type { Tx } from '@nightdesk/platform/database';
import { newTraceId } from '@nightdesk/platform/observability';
import { second } from './addresses.js';
import { Announcements } from './announcements.js';
import { causeText } from './causes.js';
import { difference } from './comparison.js';
import { causesOf, ConditionsStore, type Pace } from './conditions.store.js';
import { IncidentsStore, type NewIncident, type Reminding } from './incidents.store.js';
import type { Condition, Incident } from './incidents.types.js';

/** Incidents of one transaction, so that none is long when all accounts of a platform fail at once. */
const AT_ONCE = 200;

const minuteMs = 60_000;
const day = 24 * 60;

/** What a tick changes with. */
@Injectable()
export class Changes {
  constructor(
    readonly announcements: Announcements,
    readonly outbox: Outbox,
    readonly lanes: Lanes,
    readonly ids: Ids,
  ) {}
}

/**
 * Makes the open incidents what is so. It looks at what is, and not at what happened: no event can be missed, and what is
 * over resolves by itself. Any number of processes may look: rows decide who opens, and each change is one transaction with
 * its events and its alerts.
 */
@Injectable()
export class Watch {
  private readonly reminding: Reminding;

  constructor(
    private readonly conditions: ConditionsStore,
    private readonly incidents: IncidentsStore,
    private readonly changes: Changes,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    const { REMIND_AFTER_MINUTES: first } = config;
    this.reminding = { first, longest: { critical: day, warning: 7 * day } };
  }

  /** One look at all accounts: two statements while nothing changes. */
  async look(pace: Pace): Promise<void> {
    const now = this.clock.now();
    // In this order: what is open now and holds no more afterwards is over, whoever else looks.
    const open = await this.incidents.open(causesOf(pace));
    const holding = await this.conditions.holding(pace, now);
    const { opened, changed, gone } = difference(holding, open, now);
    await this.incidents.change(
      changed.map(({ incident: { id }, condition }) => ({ ...stored(condition), id })),
      now,
    );
    for (const some of chunks(gone)) await this.act((tx) => this.resolve(tx, some, now));
    for (const some of chunks(opened)) await this.act((tx) => this.open(tx, some, now));
  }

  /** Reminds of what stays open, and escalates what nobody sees to. */
  async remind(): Promise<void> {
    const now = this.clock.now();
    const { announcements } = this.changes;
    await this.act(async (tx) => {
      const due = await this.incidents.remind(tx, AT_ONCE, now, this.reminding);
      return due.length > 0 ? announcements.reminder(tx, due, now) : [];
    });
    if (second(this.config).length === 0) return;
    const openedBy = new Date(now.getTime() - this.config.ESCALATE_AFTER_MINUTES * minuteMs);
    await this.act(async (tx) => {
      const due = await this.incidents.escalate(tx, AT_ONCE, now, openedBy);
      return due.length > 0 ? announcements.escalated(tx, due, now) : [];
    });
  }

  private async open(tx: Tx, conditions: readonly Condition[], now: Date): Promise<Lane[]> {
    const { announcements, outbox, ids } = this.changes;
    const wanted = conditions.map((condition): NewIncident => ({
      ...stored(condition),
      id: ids.next('inc'),
    }));
    const again = await this.incidents.reopen(tx, wanted, now, this.reminding);
    const fresh = await this.incidents.insert(tx, wanted, now, this.reminding);
    await announcements.reopened(tx, again, now);
    return [
      ...(await outbox.append(
        tx,
        [...again, ...fresh].flatMap((one) => event('incident.opened', one, now)),
      )),
      ...(await announcements.opened(tx, fresh, now)),
    ];
  }

  private async resolve(tx: Tx, open: readonly Incident[], now: Date): Promise<Lane[]> {
    const { announcements, outbox } = this.changes;
    const over = await this.incidents.resolve(
      tx,
      open.map(({ id }) => id),
      now,
    );
    return [
      ...(await outbox.append(
        tx,
        over.flatMap((one) => event('incident.resolved', one, now)),
      )),
      ...(await announcements.resolved(tx, over, now)),
    ];
  }

  private async act(work: (tx: Tx) => Promise<Lane[]>): Promise<void> {
    await this.changes.lanes.wake(await this.incidents.transaction(work));
  }
}

function stored({ accountId, cause, subject, details, reason, remedy }: Condition) {
  const text = causeText(cause);
  const { severity } = text;
  const words = { reason: reason ?? text.says(details), remedy: remedy ?? text.remedy };
  return { accountId, cause, subject, severity, details, ...words };
}

/** Subscribers hear of accounts; what concerns no account is told to people only. */
function event(type: 'incident.opened' | 'incident.resolved', incident: Incident, at: Date): NewEvent[] {
  const { id, accountId, cause, subject, severity, reason, remedy, openedAt } = incident;
  if (accountId === null) return [];
  const { title, effect } = causeText(cause);
  return [
    {
      accountId,
      ticketId: null,
      type,
      dedupeKey: `${type}:${id}:${at.toISOString()}`,
      origin: 'system',
      via: 'system',
      operationId: null,
      data: { incidentId: id, cause, subject, severity, title, reason, effect, remedy, openedAt },
      traceId: newTraceId(),
      occurredAt: at,
    },
  ];
}

function chunks<T>(all: readonly T[]): T[][] {
  const some: T[][] = [];
  for (let at = 0; at < all.length; at += AT_ONCE) some.push(all.slice(at, at + AT_ONCE));
  return some;
}
