import { Injectable } from '@nestjs/common';
import { type NewSubscriber, Subscriber, type SubscriberChange } from '@nightdesk/contract';
import { Database, type Tx } from '@nightdesk/platform/database';
import type { SealedSecrets } from './signing.js';

const shown = {
  id: true,
  url: true,
  eventTypes: true,
  accountIds: true,
  includeOwn: true,
  state: true,
  failingSince: true,
  previousUntil: true,
  createdAt: true,
} as const;

/** The queries on subscribers. */
@Injectable()
export class SubscriberStore {
  constructor(private readonly database: Database) {}

  async add(
    row: NewSubscriber & { id: string; sealedSecret: string; createdAt: Date },
    tx?: Tx,
  ): Promise<Subscriber> {
    return view(await this.on(tx).subscriber.create({ data: { ...row, state: 'active' }, select: shown }));
  }

  async list(): Promise<Subscriber[]> {
    const rows = await this.on().subscriber.findMany({ select: shown, orderBy: { createdAt: 'asc' } });
    return rows.map(view);
  }

  /** In a transaction it is held until the end: whoever deletes it waits. */
  async get(id: string, tx?: Tx): Promise<Subscriber | null> {
    if (tx) await tx.$queryRaw`SELECT 1 FROM subscribers WHERE id = ${id} FOR KEY SHARE`;
    const row = await this.on(tx).subscriber.findUnique({ where: { id }, select: shown });
    return row && view(row);
  }

  async remove(id: string, tx?: Tx): Promise<boolean> {
    const { count } = await this.on(tx).subscriber.deleteMany({ where: { id } });
    return count === 1;
  }

  async rotate(id: string, sealedSecret: string, previousUntil: Date, tx?: Tx): Promise<boolean> {
    const changed = await this.on(tx).$executeRaw`
      UPDATE subscribers
      SET sealed_previous_secret = sealed_secret, sealed_secret = ${sealedSecret}, previous_until = ${previousUntil}
      WHERE id = ${id}`;
    return changed === 1;
  }

  async enable(id: string, now: Date, tx?: Tx): Promise<boolean> {
    const { count } = await this.on(tx).subscriber.updateMany({
      where: { id, state: 'disabled' },
      data: { state: 'active', failingSince: null },
    });
    if (count === 0) return false;
    const unclaimed = [{ claimedUntil: null }, { claimedUntil: { lte: now } }];
    const waiting = { subscriberId: id, state: 'pending', dueAt: { gt: now }, OR: unclaimed };
    await this.on(tx).delivery.updateMany({ where: waiting, data: { dueAt: now } });
    return true;
  }

  async change(id: string, given: Omit<SubscriberChange, 'state'>, tx?: Tx): Promise<boolean> {
    const data = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const { count } = await this.on(tx).subscriber.updateMany({ where: { id }, data });
    return count === 1;
  }

  async disable(id: string, tx?: Tx): Promise<boolean> {
    const where = { id, state: 'active' };
    const { count } = await this.on(tx).subscriber.updateMany({ where, data: { state: 'disabled' } });
    return count === 1;
  }

  /** What a delivery to it needs, outside of its deliveries. */
  async addressee(id: string): Promise<(SealedSecrets & { url: string }) | null> {
    const secrets = { sealedSecret: true, sealedPreviousSecret: true, previousUntil: true } as const;
    return this.on().subscriber.findUnique({ where: { id }, select: { id: true, url: true, ...secrets } });
  }

  private on(tx?: Tx): Tx {
    return tx ?? this.database.client;
  }
}

type Row = Omit<Subscriber, 'createdAt' | 'state' | 'failingSince' | 'previousSecretUntil'> & {
  createdAt: Date;
  state: string;
  failingSince: Date | null;
  previousUntil: Date | null;
};

function view({ createdAt, failingSince, previousUntil, ...row }: Row) {
  return Subscriber.parse({
    ...row,
    failingSince: failingSince?.toISOString() ?? null,
    previousSecretUntil: previousUntil?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  });
}
