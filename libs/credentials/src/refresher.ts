import { setTimeout as wait } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { HelpdeskError, type OAuthTokens } from '@nightdesk/helpdesks/contract';
import { Clock } from '@nightdesk/platform/clock';
import { Log, metrics } from '@nightdesk/platform/observability';
import { CredentialsStore, type DueRefresh, type SealedCredential } from './credentials.store.js';
import { Credentials } from './credentials.js';
import { grantOf, NothingToRefresh } from './credentials.types.js';
import { DueRows } from './due-rows.js';
import { refreshAgain } from './lifetimes.js';
import { TokenDesk } from './token-desk.js';

const refreshes = metrics.counter({
  name: 'nightdesk_token_refreshes_total',
  help: 'Refreshes of OAuth tokens, by what came of them.',
  labelNames: ['outcome'],
});

/** A refresh takes at most one call of 10 s; a right held longer than this belongs to a process that died. */
const lostAfterMs = 30_000;
/** Refreshes in hand at once. */
const atOnce = 20;
/** How long callers wait for another process's refresh, before their rows of work wait instead: as long as its call may take. */
const patienceMs = 10_000;

/**
 * Refreshes OAuth tokens before they end, one refresh at a time per credential across all processes: the right to spend
 * a refresh token is a column, taken by a conditional update, because a rotating token can be spent only once.
 */
@Injectable()
export class Refresher {
  private readonly due = new DueRows(
    atOnce,
    (limit) => {
      const now = this.clock.now();
      return this.store.claimDueForRefresh(now, lostBefore(now), limit);
    },
    (row: DueRefresh) => this.refreshClaimed(row),
  );
  /** By credential and version: all callers of this process that met the same ended token wait for one look or refresh. */
  private readonly underWay = new Map<string, Promise<void>>();

  constructor(
    private readonly store: CredentialsStore,
    private readonly credentials: Credentials,
    private readonly desk: TokenDesk,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Refreshes all that is due, side by side, because a site that hangs must not hold up the others; called by the worker's schedule. */
  refreshDue(): Promise<void> {
    return this.due.workOff();
  }

  /**
   * Makes sure that the stored pair is newer than `version`, by refreshing it or by waiting for whoever does.
   * @throws HelpdeskError `unauthenticated` when the grant has ended, `unavailable` when the platform cannot be asked now.
   */
  refresh(id: string, version: number): Promise<void> {
    const key = `${id} ${version}`;
    const running = this.underWay.get(key);
    if (running) return running;
    const refreshed = this.makeNewer(id, version).finally(() => this.underWay.delete(key));
    this.underWay.set(key, refreshed);
    return refreshed;
  }

  /**
   * Refreshes an account's tokens now, whatever is planned; a person asks for it.
   * @throws NothingToRefresh; HelpdeskError as `refresh`
   */
  async refreshNow(accountId: string): Promise<void> {
    const rows = await this.store.refreshable(accountId);
    if (rows.length === 0) throw new NothingToRefresh();
    await Promise.all(rows.map(({ id, version }) => this.refresh(id, version)));
  }

  /** When an account's tokens were refreshed, end, and are refreshed next. */
  refreshable(
    accountId: string,
  ): Promise<Pick<SealedCredential, 'lane' | 'refreshedAt' | 'expiresAt' | 'refreshAt'>[]> {
    return this.store.refreshable(accountId);
  }

  private async makeNewer(id: string, version: number): Promise<void> {
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
    await this.spend(row, row.refreshStartedAt !== null);
  }

  private async refreshClaimed({ id, version, accountId, leftBehind }: DueRefresh): Promise<void> {
    try {
      const row = await this.store.find(id);
      if (row?.version === version) await this.spend(row, leftBehind);
    } catch (error) {
      this.log.failure('credential.refresh', error, { credentialId: id, accountId });
    }
  }

  /**
   * Spends the refresh token; the caller has the right to. `leftBehind`: somebody had it before and came to no end, so the
   * token may be spent already.
   */
  private async spend(row: SealedCredential, leftBehind: boolean): Promise<void> {
    const { id, version, accountId } = row;
    const tokens = await this.exchange(row, leftBehind);
    refreshes.inc({ outcome: 'refreshed' });
    const pair = this.credentials.seal(id, grantOf(tokens));
    // False: the account was connected again meanwhile, with a grant that is newer than this pair.
    if (!(await this.store.finishRefresh(id, version, this.clock.now(), pair))) return;
    this.log.line('credential.refreshed', { credentialId: id, accountId, version: version + 1 });
  }

  private async exchange(row: SealedCredential, leftBehind: boolean): Promise<OAuthTokens> {
    const refreshToken = await this.credentials.open(row, row.sealedRefresh ?? '', 'refresh');
    try {
      return await this.desk.exchange(row, refreshToken.reveal());
    } catch (error) {
      if (!(error instanceof HelpdeskError)) throw error;
      const { kind, message, details } = error;
      const isRefused = kind === 'unauthenticated' || kind === 'invalid' || kind === 'forbidden';
      // A 503 is said before anything is done; after any other such answer, or none, the token may be spent.
      const isDoubtful = leftBehind || (kind === 'ambiguous' && details.status !== 503);
      refreshes.inc({ outcome: isRefused ? 'refused' : 'put_off' });
      if (!isRefused) throw await this.putOff(row, error, isDoubtful);
      const ended = { lastError: message, refreshAt: null, refreshStartedAt: null };
      await this.store.failRefresh(row.id, row.version, ended);
      const newest = await this.store.find(row.id);
      if (newest && newest.version === row.version) {
        const cause = leftBehind ? 'refresh_lost' : 'grant_refused';
        await this.desk.giveUp(row.accountId, cause, `It said: ${message}`);
      }
      throw new HelpdeskError('unauthenticated', message, { ...details, cause: error });
    }
  }

  /** For a passing reason: it is tried again, and the account works on until its token ends. */
  private async putOff(
    row: SealedCredential,
    cause: HelpdeskError,
    isDoubtful: boolean,
  ): Promise<HelpdeskError> {
    const now = this.clock.now();
    const retryAt = refreshAgain(row.refreshFailures, now, cause.details.retryAt);
    // The platform may have given a new pair that we never saw: whoever tries next must know it.
    const refreshStartedAt = isDoubtful ? new Date(lostBefore(now).getTime() - 1) : null;
    const failure = { lastError: cause.message, refreshAt: retryAt, refreshStartedAt };
    await this.store.failRefresh(row.id, row.version, failure);
    return new HelpdeskError('unavailable', `the token could not be refreshed: ${cause.message}`, {
      retryAt,
      cause,
    });
  }

  private async waitForNewer(id: string, version: number): Promise<void> {
    const until = performance.now() + patienceMs;
    while (performance.now() < until) {
      await wait(100);
      const row = await this.store.find(id);
      if (!row || row.version > version) return;
      if (row.refreshStartedAt === null || row.refreshStartedAt < lostBefore(this.clock.now())) break;
    }
    throw new HelpdeskError('unavailable', 'another process is refreshing this token', {
      retryAt: new Date(this.clock.now().getTime() + 1_000),
    });
  }
}

const lostBefore = (now: Date) => new Date(now.getTime() - lostAfterMs);
