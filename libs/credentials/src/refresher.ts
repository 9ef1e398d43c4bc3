import { setTimeout as wait } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { HelpdeskError, type OAuthTokens } from '@nightdesk/helpdesks/contract';
import { Clock } from '@nightdesk/platform/clock';
import { Log } from '@nightdesk/platform/observability';
import { CredentialsStore, type SealedCredential } from './credentials.store.js';
import { Credentials } from './credentials.js';
import { grantOf } from './credentials.types.js';
import { TokenDesk } from './token-desk.js';

/** A refresh takes at most one call of 10 s; a right held longer than this belongs to a process that died. */
const lostAfterMs = 30_000;
/** How long a caller waits for another process's refresh before its own row of work waits instead. */
const patienceMs = 5_000;

/**
 * Refreshes OAuth tokens before they end, one refresh at a time per credential across all processes: the right to spend
 * a refresh token is a column, taken by a conditional update, because a rotating token can be spent only once.
 */
@Injectable()
export class Refresher {
  constructor(
    private readonly store: CredentialsStore,
    private readonly credentials: Credentials,
    private readonly desk: TokenDesk,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Refreshes what is due, side by side, because a site that hangs must not hold up the others; called by the worker's schedule. */
  async refreshDue(limit = 20): Promise<void> {
    const now = this.clock.now();
    const rows = await this.store.dueForRefresh(now, lostBefore(now), limit);
    const refreshing = rows.map(({ id, version, accountId }) =>
      this.refresh(id, version).catch((error: unknown) => {
        this.log.failure('credential.refresh', error, { credentialId: id, accountId });
      }),
    );
    await Promise.all(refreshing);
  }

  /**
   * Makes sure that the stored pair is newer than `version`, by refreshing it or by waiting for whoever does.
   * @throws HelpdeskError `unauthenticated` when the grant has ended, `unavailable` when the platform cannot be asked now.
   */
  async refresh(id: string, version: number): Promise<void> {
    const now = this.clock.now();
    const row = await this.store.find(id);
    if (!row || row.version > version) return;
    if (row.sealedRefresh === null)
      throw new HelpdeskError('unauthenticated', 'this credential cannot be refreshed');
    const planned = row.refreshAt;
    if (row.refreshFailures > 0 && planned && planned > now)
      throw new HelpdeskError('unavailable', `the token could not be refreshed: ${row.lastError}`, {
        retryAt: planned,
      });
    const mine = await this.store.beginRefresh(id, version, now, lostBefore(now));
    if (!mine) return this.waitForNewer(id, version);
    const tokens = await this.exchange(row, row.sealedRefresh);
    const pair = this.credentials.seal(id, grantOf(tokens));
    // False: the account was connected again meanwhile, with a grant that is newer than this pair.
    if (!(await this.store.finishRefresh(id, version, this.clock.now(), pair))) return;
    this.log.line('credential.refreshed', {
      credentialId: id,
      accountId: row.accountId,
      version: version + 1,
    });
  }

  private async exchange(row: SealedCredential, sealedRefresh: string): Promise<OAuthTokens> {
    const refreshToken = await this.credentials.open(row, sealedRefresh, 'refresh');
    try {
      return await this.desk.exchange(row, refreshToken.reveal());
    } catch (error) {
      if (!(error instanceof HelpdeskError)) throw error;
      const refused =
        error.kind === 'unauthenticated' || error.kind === 'invalid' || error.kind === 'forbidden';
      const failed = { id: row.id, version: row.version, message: error.message };
      if (!refused) {
        await this.store.failRefresh(failed.id, failed.version, failed.message, this.retryAt(row));
        throw new HelpdeskError('unavailable', `the token could not be refreshed: ${error.message}`, {
          retryAt: this.retryAt(row),
          cause: error,
        });
      }
      await this.store.failRefresh(failed.id, failed.version, failed.message, null);
      const newest = await this.store.find(row.id);
      if (newest && newest.version === row.version) {
        const cause = row.refreshStartedAt === null ? 'grant_refused' : 'refresh_lost';
        await this.desk.giveUp(row.accountId, cause, `It said: ${error.message}`);
      }
      throw new HelpdeskError('unauthenticated', error.message, { ...error.details, cause: error });
    }
  }

  /** 5 s, 10 s, 20 s … at most 5 min. */
  private retryAt(row: SealedCredential): Date {
    return new Date(this.clock.now().getTime() + Math.min(5_000 * 2 ** row.refreshFailures, 300_000));
  }

  private async waitForNewer(id: string, version: number): Promise<void> {
    for (let waited = 0; waited < patienceMs; waited += 100) {
      await wait(100);
      const row = await this.store.find(id);
      if (!row || row.version > version) return;
      if (row.refreshStartedAt === null) break;
    }
    throw new HelpdeskError('unavailable', 'another process is refreshing this token', {
      retryAt: new Date(this.clock.now().getTime() + 1_000),
    });
  }
}

const lostBefore = (now: Date) => new Date(now.getTime() - lostAfterMs);
