import { Injectable } from '@nestjs/common';
import { Database, type Prisma, type Tx } from '@nightdesk/platform/database';
import type { SessionEnd } from './access.types.js';

const shown = {
  id: true,
  email: true,
  role: true,
  passwordHash: true,
  createdAt: true,
  lastLoginAt: true,
} satisfies Prisma.UserSelect;

/** The queries on people as operators see them, and on the links by which they choose a password. */
@Injectable()
export class PeopleStore {
  constructor(private readonly database: Database) {}

  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.transaction(work);
  }

  /** Oldest first. */
  list(now: Date, id?: string, tx?: Tx) {
    return this.on(tx).user.findMany({
      where: id === undefined ? {} : { id },
      orderBy: { createdAt: 'asc' },
      select: {
        ...shown,
        passwordLinks: { where: { expiresAt: { gt: now } }, select: { expiresAt: true } },
        sessions: { where: { expiresAt: { gt: now }, endedBecause: null }, select: { userId: true } },
      },
    });
  }

  count(tx?: Tx): Promise<number> {
    return this.on(tx).user.count();
  }

  /** False: somebody has that e-mail address. */
  async add(
    tx: Tx,
    data: { id: string; email: string; role: string; passwordHash: string; createdAt: Date },
  ): Promise<boolean> {
    const { count } = await tx.user.createMany({ data, skipDuplicates: true });
    return count === 1;
  }

  /** Holds all operators who can log in, so that two who are taken away at once see each other. */
  async lockOperators(tx: Tx): Promise<string[]> {
    const rows = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM users WHERE role = 'operator' AND password_hash <> '' ORDER BY id FOR UPDATE`;
    return rows.map(({ id }) => id);
  }

  /** Nobody else changes or removes that person until the transaction ends. False: that person is gone. */
  async hold(tx: Tx, id: string): Promise<boolean> {
    return (await tx.$queryRaw<unknown[]>`SELECT 1 FROM users WHERE id = ${id} FOR NO KEY UPDATE`).length > 0;
  }

  /** False: that person is gone. */
  async changeRole(tx: Tx, id: string, role: string): Promise<boolean> {
    return (await tx.user.updateMany({ where: { id }, data: { role } })).count > 0;
  }

  /** False: that person is gone. */
  async remove(tx: Tx, id: string): Promise<boolean> {
    return (await tx.user.deleteMany({ where: { id } })).count > 0;
  }

  /** Sets a password; the links that could set it are over, and so are the sessions but the one that is named. */
  async setPassword(tx: Tx, id: string, passwordHash: string, now: Date, keptSession = ''): Promise<void> {
    await tx.user.update({ where: { id }, data: { passwordHash, passwordLinks: { deleteMany: {} } } });
    await this.endSessions(tx, id, 'password_changed', now, keptSession);
  }

  async endSessions(tx: Tx, userId: string, endedBecause: SessionEnd, now: Date, kept = ''): Promise<number> {
    const open = { userId, endedBecause: null, expiresAt: { gt: now }, tokenHash: { not: kept } };
    return (await tx.session.updateMany({ where: open, data: { endedBecause } })).count;
  }

  /** Takes the place of the person's other links. `userId` null: one more code for the first person. */
  async addLink(
    tx: Tx,
    link: { tokenHash: string; userId: string | null; createdAt: Date; expiresAt: Date },
  ): Promise<void> {
    if (link.userId !== null) await tx.passwordLink.deleteMany({ where: { userId: link.userId } });
    await tx.passwordLink.create({ data: link });
  }

  linkByHash(tokenHash: string, now: Date) {
    return this.database.client.passwordLink.findFirst({
      where: { tokenHash, expiresAt: { gt: now }, userId: { not: null } },
      include: { user: { select: { id: true, email: true } } },
    });
  }

  /** Takes a link away, so that it works once. Null: it is not there, or too old. */
  async spend(tx: Tx, tokenHash: string, now: Date): Promise<string | null> {
    const rows = await tx.$queryRaw<{ user_id: string | null }[]>`
      DELETE FROM password_links WHERE token_hash = ${tokenHash} AND expires_at > ${now} AND user_id IS NOT NULL
      RETURNING user_id`;
    return rows[0]?.user_id ?? null;
  }

  /** Takes all codes for the first person away, and answers those that were still good: of two who come at once, one gets none. */
  async spendCodes(tx: Tx, now: Date): Promise<string[]> {
    const rows = await tx.$queryRaw<{ token_hash: string; expires_at: Date }[]>`
      DELETE FROM password_links WHERE user_id IS NULL RETURNING token_hash, expires_at`;
    return rows.filter(({ expires_at }) => expires_at > now).map(({ token_hash }) => token_hash);
  }

  async deleteExpiredLinks(now: Date): Promise<number> {
    const over = { expiresAt: { lte: now } };
    return (await this.database.client.passwordLink.deleteMany({ where: over })).count;
  }

  private on(tx: Tx | undefined): Tx {
    return tx ?? this.database.client;
  }
}
