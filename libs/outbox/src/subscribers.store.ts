import { Injectable } from '@nestjs/common';
import { type NewSubscriber, Subscriber } from '@nightdesk/contract';
import { Database, type Tx } from '@nightdesk/platform/database';

const shown = {
  id: true,
  url: true,
  eventTypes: true,
  accountIds: true,
  includeOwn: true,
  state: true,
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

  async get(id: string): Promise<Subscriber | null> {
    const row = await this.on().subscriber.findUnique({ where: { id }, select: shown });
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

  private on(tx?: Tx): Tx {
    return tx ?? this.database.client;
  }
}

function view({
  createdAt,
  ...row
}: Omit<Subscriber, 'createdAt' | 'state'> & { createdAt: Date; state: string }) {
  return Subscriber.parse({ ...row, createdAt: createdAt.toISOString() });
}
