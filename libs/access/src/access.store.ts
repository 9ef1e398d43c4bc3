import { Injectable } from '@nestjs/common';
import { columns, Database, Prisma, type Tx } from '@nightdesk/platform/database';

interface StoredUser {
  id: string;
  email: string;
  passwordHash: string;
  role: string;
}

export interface StoredSession {
  user: StoredUser;
  expiresAt: Date;
}

interface NewApiKeyRow {
  id: string;
  name: string;
  hash: string;
  hint: string;
  scopes: string[];
  accountIds: string[];
  createdAt: Date;
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

  async replacePassword(id: string, passwordHash: string): Promise<void> {
    await this.database.client.user.update({
      where: { id },
      data: { passwordHash, sessions: { deleteMany: {} } },
    });
  }

  async addSession(data: {
    tokenHash: string;
    userId: string;
    createdAt: Date;
    expiresAt: Date;
  }): Promise<void> {
    await this.database.client.session.create({ data });
  }

  sessionByHash(tokenHash: string): Promise<StoredSession | null> {
    return this.database.client.session.findUnique({ where: { tokenHash }, include: { user: true } });
  }

  /** Does nothing when the session has ended meanwhile. */
  async moveSessionOn(tokenHash: string, expiresAt: Date): Promise<void> {
    await this.database.client.session.updateMany({ where: { tokenHash }, data: { expiresAt } });
  }

  async deleteSession(tokenHash: string): Promise<void> {
    await this.database.client.session.deleteMany({ where: { tokenHash } });
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

  async apiKeyInForce(hash: string): Promise<Prisma.ApiKeyGetPayload<object> | null> {
    const statement = { ...KEY_IN_FORCE, values: [hash] };
    return (await this.database.pool.query<Prisma.ApiKeyGetPayload<object>>(statement)).rows[0] ?? null;
  }

  async addAuditLine({ details, ...line }: NewAuditLine, tx?: Tx): Promise<void> {
    await this.on(tx).auditEntry.create({ data: { ...line, details: { ...details } as object } });
  }

  private on(tx: Tx | undefined): Tx {
    return tx ?? this.database.client;
  }
}
