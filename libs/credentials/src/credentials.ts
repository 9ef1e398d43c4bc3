import { Injectable } from '@nestjs/common';
import type { HelpdeskCredential } from '@nightdesk/helpdesks/contract';
import { Clock, Ids } from '@nightdesk/platform/clock';
import type { Secret } from '@nightdesk/platform/crypto';
import type { Tx } from '@nightdesk/platform/database';
import { CredentialsStore, type Replacement, type SealedCredential } from './credentials.store.js';
import {
  CredentialMissing,
  type CredentialLane,
  type NewGrant,
  type OpenCredential,
} from './credentials.types.js';
import { askForEnd, nextCheck, refreshAtOf } from './lifetimes.js';
import { tokenPurpose } from './sealed-columns.js';
import { Vault } from './vault.js';

/** Sealed credentials of accounts: stored, opened for one call, replaced. */
@Injectable()
export class Credentials {
  constructor(
    private readonly store: CredentialsStore,
    private readonly vault: Vault,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Stores the grant of a connect, replacing what the lane had. `oauthClientId` null: the configured client. */
  async save(
    tx: Tx,
    accountId: string,
    lane: CredentialLane,
    grant: NewGrant,
    oauthClientId: string | null,
  ): Promise<void> {
    const id = this.ids.next('cred');
    await this.store.replace(tx, {
      id,
      accountId,
      lane,
      kind: grant.use.kind,
      oauthClientId,
      email: grant.use.kind === 'api_token' ? grant.use.email : null,
      ...this.seal(id, grant),
      refreshedAt: null,
      refreshStartedAt: null,
      refreshFailures: 0,
      checkedAt: null,
      checkFailures: 0,
      lastError: null,
      version: 1,
      createdAt: this.clock.now(),
    });
  }

  /** @throws CredentialMissing */
  async forLane(accountId: string, lane: 'read' | 'write'): Promise<OpenCredential> {
    const row = await this.store.forLane(accountId, lane);
    if (!row) throw new CredentialMissing(accountId, lane);
    const access = (await this.open(row, row.sealedAccess, 'access')).reveal();
    const { id, version, expiresAt } = row;
    return { id, accountId, version, lane: row.lane, use: credential(row, access), expiresAt };
  }

  /** The lanes that have a credential of their own: none, `both`, or `both` and `write`. */
  lanes(accountId: string): Promise<{ lane: CredentialLane; kind: HelpdeskCredential['kind'] }[]> {
    return this.store.lanes(accountId);
  }

  /** Deletes every credential of an account. */
  forget(tx: Tx, accountId: string): Promise<void> {
    return this.store.deleteAll(tx, accountId);
  }

  /** True when reads and writes have a credential each. */
  isSplit(accountId: string): Promise<boolean> {
    return this.store.has(accountId, 'write');
  }

  /** False: it has been replaced, or refreshed, since it was opened. */
  async isCurrent({ id, version }: Pick<OpenCredential, 'id' | 'version'>): Promise<boolean> {
    return (await this.store.find(id))?.version === version;
  }

  /** Has the platform asked at once whether it still takes the account's credentials. */
  checkSoon(accountId: string): Promise<void> {
    return this.store.checkSoon(accountId, this.clock.now());
  }

  /** Tokens as they are stored: sealed for this row and column, with the instant of the next refresh, or of the next check where nothing refreshes it. */
  seal(id: string, grant: NewGrant): Replacement {
    const { scopes, expiresAt, refreshTokenExpiresAt, refreshToken } = grant;
    const now = this.clock.now();
    const refreshAt = refreshToken === null || expiresAt === null ? null : refreshAtOf(expiresAt, now);
    // A token that something refreshes has an end, though nobody has told it yet: it is asked for, and then refreshed.
    const checkAt = refreshToken === null ? nextCheck(now) : askForEnd(now);
    return {
      sealedAccess: this.vault.seal(secretOf(grant.use), tokenPurpose(id, 'access')),
      sealedRefresh:
        refreshToken === null ? null : this.vault.seal(refreshToken, tokenPurpose(id, 'refresh')),
      scopes,
      expiresAt,
      refreshTokenExpiresAt,
      refreshAt,
      checkAt: refreshAt === null ? checkAt : null,
    };
  }

  /** Opens one secret of a row. */
  open(
    { id, accountId, version }: SealedCredential,
    sealed: string,
    part: 'access' | 'refresh',
  ): Promise<Secret> {
    const reading = { subject: accountId, part, details: { credential: id, version } };
    return this.vault.open(sealed, tokenPurpose(id, part), reading);
  }
}

function secretOf(use: HelpdeskCredential): string {
  switch (use.kind) {
    case 'oauth':
      return use.accessToken;
    case 'api_token':
      return use.token;
    case 'api_key':
      return use.key;
  }
}

function credential({ kind, email }: SealedCredential, secret: string): HelpdeskCredential {
  switch (kind) {
    case 'oauth':
      return { kind, accessToken: secret };
    case 'api_token':
      return { kind, email: email ?? '', token: secret };
    case 'api_key':
      return { kind, key: secret };
  }
}
