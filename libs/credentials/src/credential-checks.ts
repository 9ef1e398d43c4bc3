import { Injectable } from '@nestjs/common';
import { Clock } from '@nightdesk/platform/clock';
import { CredentialsStore, type DueCheck } from './credentials.store.js';
import { checkAgain, checkLater, nextCheck, refreshAtOf } from './lifetimes.js';

/** When a platform is asked whether it still takes a credential, and what its answer leaves behind. Who asks is above: `libs/scopes`. */
@Injectable()
export class CredentialChecks {
  constructor(
    private readonly store: CredentialsStore,
    private readonly clock: Clock,
  ) {}

  /** What is due, for this process alone for a minute. */
  claimDue(limit: number): Promise<DueCheck[]> {
    return this.store.claimDueForCheck(this.clock.now(), limit);
  }

  /** The platform took it. `expiresAt`: when it ends, as the platform says; null: it does not say. */
  async passed({ id, version }: DueCheck, expiresAt: Date | null): Promise<void> {
    const row = await this.store.find(id);
    if (!row || row.version !== version) return;
    const now = this.clock.now();
    const end = expiresAt ?? row.expiresAt;
    // The end of a token that something refreshes was not known until now: from here on it is refreshed.
    const learnt = row.sealedRefresh !== null && row.refreshAt === null && end !== null;
    const refreshAt = learnt ? refreshAtOf(end, now) : row.refreshAt;
    await this.store.checked(id, version, {
      checkedAt: now,
      checkFailures: 0,
      // What the last refresh said stays until a refresh says otherwise.
      ...(row.refreshFailures === 0 && { lastError: null }),
      ...(row.refreshAt === null && { expiresAt: end, refreshAt }),
      checkAt: refreshAt === null ? nextCheck(now) : null,
    });
  }

  /** The platform refused it. */
  async refused({ id, version, checkFailures }: DueCheck, lastError: string): Promise<void> {
    const now = this.clock.now();
    const failures = checkFailures + 1;
    const checkAt = checkAgain(failures, now);
    await this.store.checked(id, version, { checkedAt: now, checkFailures: failures, lastError, checkAt });
  }

  /** The platform could not be asked, which says nothing of the credential. */
  async postponed({ id, version }: DueCheck, allowedAt?: Date): Promise<void> {
    await this.store.checked(id, version, { checkAt: checkLater(this.clock.now(), allowedAt) });
  }
}
