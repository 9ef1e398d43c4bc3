import { Injectable } from '@nestjs/common';
import type { HelpdeskCredential } from '@nightdesk/helpdesks/contract';
import { Database, type Tx } from '@nightdesk/platform/database';
import type { CredentialLane } from './credentials.types.js';

/** A row of `credentials` as stored: tokens sealed. */
export interface SealedCredential {
  id: string;
  accountId: string;
  lane: CredentialLane;
  kind: HelpdeskCredential['kind'];
  oauthClientId: string | null;
  email: string | null;
  sealedAccess: string;
  sealedRefresh: string | null;
  scopes: string[];
  expiresAt: Date | null;
  refreshTokenExpiresAt: Date | null;
  refreshAt: Date | null;
  refreshedAt: Date | null;
  refreshStartedAt: Date | null;
  refreshFailures: number;
  lastError: string | null;
  version: number;
  createdAt: Date;
}

/** Tokens that replace a stored pair. */
export type Replacement = Pick<
  SealedCredential,
  'sealedAccess' | 'sealedRefresh' | 'scopes' | 'expiresAt' | 'refreshTokenExpiresAt' | 'refreshAt'
>;

/** Every query on `credentials` and `oauth_clients`. */
@Injectable()
export class CredentialsStore {
  constructor(private readonly database: Database) {}

  async forLane(accountId: string, lane: 'read' | 'write'): Promise<SealedCredential | null> {
    const rows = await this.database.client.credential.findMany({
      where: { accountId, lane: { in: ['both', lane] } },
      orderBy: { lane: lane === 'write' ? 'desc' : 'asc' },
    });
    const own = rows.find((row) => row.lane === lane) ?? rows[0];
    return (own as SealedCredential | undefined) ?? null;
  }

  async has(accountId: string, lane: CredentialLane): Promise<boolean> {
    return (await this.database.client.credential.count({ where: { accountId, lane } })) > 0;
  }

  async find(id: string): Promise<SealedCredential | null> {
    return (await this.database.client.credential.findUnique({ where: { id } })) as SealedCredential | null;
  }

  /** One that serves both lanes takes the place of a write lane's own as well, which may be what had failed. */
  async replace(tx: Tx, entry: SealedCredential): Promise<void> {
    const { accountId, lane } = entry;
    await tx.credential.deleteMany({ where: lane === 'both' ? { accountId } : { accountId, lane } });
    await tx.credential.create({ data: entry });
  }

  /**
   * Takes the right to spend the refresh token of `version`. False: somebody else has it, or has replaced the pair.
   * A right older than `lostBefore` belongs to a process that died.
   */
  async beginRefresh(id: string, version: number, now: Date, lostBefore: Date): Promise<boolean> {
    const { count } = await this.database.client.credential.updateMany({
      where: { id, version, OR: [{ refreshStartedAt: null }, { refreshStartedAt: { lt: lostBefore } }] },
      data: { refreshStartedAt: now },
    });
    return count === 1;
  }

  /** False: the pair of `version` was replaced meanwhile. */
  async finishRefresh(id: string, version: number, now: Date, pair: Replacement): Promise<boolean> {
    const { count } = await this.database.client.credential.updateMany({
      where: { id, version },
      data: {
        ...pair,
        version: version + 1,
        refreshedAt: now,
        refreshStartedAt: null,
        refreshFailures: 0,
        lastError: null,
      },
    });
    return count === 1;
  }

  /** `retryAt` null: no further refresh is planned. */
  async failRefresh(id: string, version: number, lastError: string, retryAt: Date | null): Promise<void> {
    await this.database.client.credential.updateMany({
      where: { id, version },
      data: { refreshStartedAt: null, refreshFailures: { increment: 1 }, lastError, refreshAt: retryAt },
    });
  }

  /** What is due and not being refreshed by somebody who still lives. */
  async dueForRefresh(
    now: Date,
    lostBefore: Date,
    limit: number,
  ): Promise<Pick<SealedCredential, 'id' | 'version' | 'accountId'>[]> {
    return this.database.client.credential.findMany({
      where: {
        refreshAt: { lte: now },
        OR: [{ refreshStartedAt: null }, { refreshStartedAt: { lt: lostBefore } }],
      },
      orderBy: { refreshAt: 'asc' },
      take: limit,
      select: { id: true, version: true, accountId: true },
    });
  }

  async client(id: string): Promise<{ id: string; clientId: string; sealedSecret: string | null } | null> {
    return this.database.client.oAuthClient.findUnique({ where: { id } });
  }

  async clientForSite(
    platform: string,
    site: string,
    tx: Tx = this.database.client,
  ): Promise<{ id: string } | null> {
    return tx.oAuthClient.findUnique({ where: { platform_site: { platform, site } } });
  }

  /** The site's account row, written before in the same transaction, keeps two connects of a site apart. */
  async saveClient(
    tx: Tx,
    client: { id: string; platform: string; site: string; clientId: string; sealedSecret: string | null },
    now: Date,
  ): Promise<void> {
    const { platform, site, clientId, sealedSecret, id } = client;
    await tx.oAuthClient.upsert({
      where: { platform_site: { platform, site } },
      create: { id, platform, site, clientId, sealedSecret, createdAt: now },
      update: { clientId, sealedSecret },
    });
  }
}
