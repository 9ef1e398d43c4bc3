import { Injectable } from '@nestjs/common';
import { columns, Database, Prisma, type Tx } from '@nightdesk/platform/database';
import type { SessionEnd } from './access.types.js';

interface StoredUser {
  id: string;
  email: string;
  passwordHash: string;
  startPasswordHash: string | null;
  role: string;
}

export interface StoredSession {
  user: Pick<StoredUser, 'id' | 'email' | 'role'>;
  createdAt: Date;
  expiresAt: Date;
  endedBecause: string | null;
}

interface NewApiKeyRow {
  id: string;
  name: string;
  hash: string;
  hint: string;
  scopes: string[];
  accountIds: string[];
  tier: string;
  createdAt: Date;
  createdBy: string;
}

interface NewAuditLine {
  actor: string;
  action: string;
  subject: string;
  details: Readonly<Record<string, unknown>>;
  at: Date;
}

/** Asked for each request of an automation. */
const KEY_IN_FORCE = {
  name: 'api-key-in-force',
  text: `SELECT ${columns(Prisma.ApiKeyScalarFieldEnum, ['scopes', 'accountIds'])} FROM api_keys WHERE hash = $1 AND revoked_at IS NULL`,
};

/** The queries on users, sessions, API keys and the audit log. */
@Injectable()
export class AccessStore {
  constructor(private readonly database: Database) {}

  userByEmail(email: string): Promise<StoredUser | null> {
    return this.database.client.user.findUnique({ where: { email } });
  }

  /** False: another process was first. */
  async addUser(user: StoredUser & { createdAt: Date }): Promise<boolean> {
    const { count } = await this.database.client.user.createMany({ data: user, skipDuplicates: true });
    return count === 1;
  }

  userById(id: string): Promise<StoredUser | null> {
    return this.database.client.user.findUnique({ where: { id } });
  }

  async replacePassword(id: string, passwordHash: string, startPasswordHash: string): Promise<void> {
    const endedBecause: SessionEnd = 'password_changed';
    await this.database.client.user.update({
      where: { id },
      data: {
        passwordHash,
        startPasswordHash,
        passwordLinks: { deleteMany: {} },
        sessions: { updateMany: { where: { endedBecause: null }, data: { endedBecause } } },
      },
    });
  }

  async addSession(tokenHash: string, userId: string, createdAt: Date, expiresAt: Date): Promise<void> {
    await this.database.client.user.update({
      where: { id: userId },
      data: { lastLoginAt: createdAt, sessions: { create: { tokenHash, createdAt, expiresAt } } },
    });
  }

  sessionByHash(tokenHash: string): Promise<StoredSession | null> {
    return this.database.client.session.findUnique({ where: { tokenHash }, include: { user: true } });
  }

  /** Does nothing when the session has ended meanwhile. */
  async moveSessionOn(tokenHash: string, expiresAt: Date): Promise<void> {
    await this.database.client.session.updateMany({ where: { tokenHash }, data: { expiresAt } });
  }

  async endSession(tokenHash: string, endedBecause: SessionEnd): Promise<void> {
    const where = { tokenHash, endedBecause: null };
    await this.database.client.session.updateMany({ where, data: { endedBecause } });
  }

  async deleteExpiredSessions(now: Date): Promise<number> {
    const { count } = await this.database.client.session.deleteMany({ where: { expiresAt: { lte: now } } });
    return count;
  }

  async addApiKey(data: NewApiKeyRow, tx?: Tx): Promise<void> {
    await this.on(tx).apiKey.create({ data });
  }

  apiKeys() {
    return this.database.client.apiKey.findMany({ omit: { hash: true }, orderBy: { createdAt: 'desc' } });
  }

  async revokeApiKey(id: string, revokedAt: Date, tx?: Tx): Promise<boolean> {
    const inForce = { id, revokedAt: null };
    const { count } = await this.on(tx).apiKey.updateMany({ where: inForce, data: { revokedAt } });
    return count === 1;
  }

  async hasApiKey(id: string, tx?: Tx): Promise<boolean> {
    return (await this.on(tx).apiKey.count({ where: { id } })) > 0;
  }

  async keyWasUsed(id: string, lastUsedAt: Date): Promise<void> {
    await this.database.client.apiKey.updateMany({ where: { id }, data: { lastUsedAt } });
  }

  async apiKeyInForce(hash: string): Promise<Prisma.ApiKeyGetPayload<object> | null> {
    const statement = { ...KEY_IN_FORCE, values: [hash] };
    return (await this.database.pool.query<Prisma.ApiKeyGetPayload<object>>(statement)).rows[0] ?? null;
  }

  async addAuditLine({ details, ...line }: NewAuditLine, tx?: Tx): Promise<void> {
    await this.on(tx).auditEntry.create({ data: { ...line, details: { ...details } as object } });
  }

  /** The newest first. */
  auditLines(where: Prisma.AuditEntryWhereInput, take: number) {
    return this.database.client.auditEntry.findMany({ where, orderBy: { seq: 'desc' }, take });
  }

  /** What people and keys are called, by id. */
  async names(ids: string[]): Promise<Map<string, string>> {
    const where = { id: { in: ids } };
    const [people, keys] = await Promise.all([
      this.database.client.user.findMany({ where, select: { id: true, email: true } }),
      this.database.client.apiKey.findMany({ where, select: { id: true, name: true } }),
    ]);
    return new Map([
      ...people.map(({ id, email }) => [id, email] as const),
      ...keys.map(({ id, name }) => [id, name] as const),
    ]);
  }

  private on(tx: Tx | undefined): Tx {
    return tx ?? this.database.client;
  }
}
