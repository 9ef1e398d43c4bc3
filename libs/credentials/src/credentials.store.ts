import { Injectable } from '@nestjs/common';
import type { HelpdeskCredential } from '@nightdesk/helpdesks/contract';
import { columns, Database, Prisma, type Tx } from '@nightdesk/platform/database';
import { Grouped } from '@nightdesk/platform/groups';
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
  checkAt: Date | null;
  checkedAt: Date | null;
  checkFailures: number;
  lastError: string | null;
  version: number;
  createdAt: Date;
}

/** Tokens that replace a stored pair. */
export type Replacement = Pick<
  SealedCredential,
  | 'sealedAccess'
  | 'sealedRefresh'
  | 'scopes'
  | 'expiresAt'
  | 'refreshTokenExpiresAt'
  | 'refreshAt'
  | 'checkAt'
>;

/** A row whose refresh is due, taken by this process; `leftBehind`: another process had taken it and did not come to an end. */
export type DueRefresh = Pick<SealedCredential, 'id' | 'version' | 'accountId'> & { leftBehind: boolean };

/** A credential whose check is due, taken by this process. */
export type DueCheck = Pick<SealedCredential, 'id' | 'version' | 'accountId' | 'lane' | 'checkFailures'>;

/** What a check leaves behind. */
export type Checked = Partial<
  Pick<SealedCredential, 'checkedAt' | 'checkFailures' | 'lastError' | 'expiresAt' | 'refreshAt'>
> &
  Pick<SealedCredential, 'checkAt'>;

/** While a process checks a credential nobody else does; one that died gives it up after this time. */
const checkClaimMs = 60_000;
/** States in which a check can change something; in the others a person must act first. */
const checkedStates = ['probing', 'live', 'needs_scopes', 'suspended'];

/** Asked for each call. */
const BY_ACCOUNTS = {
  name: 'credentials-by-accounts',
  text: `SELECT ${columns(Prisma.CredentialScalarFieldEnum, ['scopes'])} FROM credentials WHERE account_id = ANY ($1)`,
};

/** Every query on `credentials` and `oauth_clients`. */
@Injectable()
export class CredentialsStore {
  private readonly byAccount: Grouped<string, SealedCredential[]>;

  constructor(private readonly database: Database) {
    this.byAccount = new Grouped(async (accountIds) => {
      const statement = { ...BY_ACCOUNTS, values: [[...new Set(accountIds)]] };
      const { rows } = await database.pool.query<SealedCredential>(statement);
      return accountIds.map((id) => rows.filter(({ accountId }) => accountId === id));
    });
  }

  /** The lane's own, or the one that serves both. */
  async forLane(accountId: string, lane: 'read' | 'write'): Promise<SealedCredential | null> {
    const all = await this.byAccount.add(accountId);
    return all.find((one) => one.lane === lane) ?? all.find((one) => one.lane === 'both') ?? null;
  }

  async has(accountId: string, lane: CredentialLane): Promise<boolean> {
    return (await this.database.client.credential.count({ where: { accountId, lane } })) > 0;
  }

  async lanes(accountId: string): Promise<Pick<SealedCredential, 'lane' | 'kind'>[]> {
    const rows = await this.database.client.credential.findMany({
      where: { accountId },
      orderBy: { lane: 'asc' },
      select: { lane: true, kind: true },
    });
    return rows as Pick<SealedCredential, 'lane' | 'kind'>[];
  }

  async deleteAll(tx: Tx, accountId: string): Promise<void> {
    await tx.credential.deleteMany({ where: { accountId } });
  }

  async deleteClients(tx: Tx, platform: string, sites: readonly string[]): Promise<void> {
    await tx.oAuthClient.deleteMany({ where: { platform, site: { in: [...sites] } } });
  }

  async find(id: string): Promise<SealedCredential | null> {
    return (await this.database.client.credential.findUnique({ where: { id } })) as SealedCredential | null;
  }

  /** Those with a refresh token. */
  async refreshable(accountId: string): Promise<SealedCredential[]> {
    const where = { accountId, sealedRefresh: { not: null } };
    const rows = await this.database.client.credential.findMany({ where, orderBy: { lane: 'asc' } });
    return rows as SealedCredential[];
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
        checkFailures: 0,
        lastError: null,
      },
    });
    return count === 1;
  }

  /** `refreshAt` null: no further refresh is planned. `refreshStartedAt` long ago: the answer may have been lost. */
  async failRefresh(
    id: string,
    version: number,
    failure: Pick<SealedCredential, 'lastError' | 'refreshAt' | 'refreshStartedAt'>,
  ): Promise<void> {
    await this.database.client.credential.updateMany({
      where: { id, version },
      data: { ...failure, refreshFailures: { increment: 1 } },
    });
  }

  /** Takes the right to refresh what is due, for all accounts in one statement; what another process has in hand is left to it. */
  async claimDueForRefresh(now: Date, lostBefore: Date, limit: number): Promise<DueRefresh[]> {
    const { rows } = await this.database.pool.query<DueRefresh>(
      `WITH due AS (
         SELECT id, refresh_started_at IS NOT NULL AS left_behind FROM credentials
          WHERE refresh_at <= $1 AND (refresh_started_at IS NULL OR refresh_started_at < $2)
          ORDER BY refresh_at LIMIT $3 FOR UPDATE SKIP LOCKED)
       UPDATE credentials c SET refresh_started_at = $1 FROM due WHERE c.id = due.id
       RETURNING c.id, c.version, c.account_id AS "accountId", due.left_behind AS "leftBehind"`,
      [now, lostBefore, limit],
    );
    return rows;
  }

  /** Takes what is due, for all accounts in one statement. */
  async claimDueForCheck(now: Date, limit: number): Promise<DueCheck[]> {
    const { rows } = await this.database.pool.query<DueCheck>(
      `UPDATE credentials SET check_at = $2 WHERE id IN (
         SELECT c.id FROM credentials c JOIN accounts a ON a.id = c.account_id
          WHERE c.check_at <= $1 AND a.state = ANY($3)
            AND NOT EXISTS (SELECT 1 FROM switches WHERE name = 'platform:' || a.platform)
          ORDER BY c.check_at LIMIT $4 FOR UPDATE OF c SKIP LOCKED)
       RETURNING id, version, account_id AS "accountId", lane, check_failures AS "checkFailures"`,
      [now, new Date(now.getTime() + checkClaimMs), checkedStates, limit],
    );
    return rows;
  }

  /** Nothing happens when the credential was replaced meanwhile. */
  async checked(id: string, version: number, data: Checked): Promise<void> {
    await this.database.client.credential.updateMany({ where: { id, version }, data });
  }

  /** Has an account's credentials checked at once, but not more than once a minute; one that is being checked is left alone. */
  async checkSoon(accountId: string, now: Date): Promise<void> {
    await this.database.pool.query(
      `UPDATE credentials SET check_at = greatest($2::timestamptz, checked_at + interval '1 min')
        WHERE account_id = $1 AND (check_at IS NULL OR check_at > $3)`,
      [accountId, now, new Date(now.getTime() + checkClaimMs)],
    );
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
