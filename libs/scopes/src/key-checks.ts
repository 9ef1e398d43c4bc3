import { Injectable } from '@nestjs/common';
import { Accounts } from '@nightdesk/accounts';
import { CredentialChecks, type DueCheck, DueRows } from '@nightdesk/credentials';
import { describeFailure, Gateway, policies } from '@nightdesk/gateway';
import { HelpdeskError } from '@nightdesk/helpdesks/contract';
import { Log } from '@nightdesk/platform/observability';
import { Scopes } from './scopes.js';

/** Checks in hand at once. */
const atOnce = 20;

/**
 * Asks platforms whether they still take what nothing refreshes (SPEC 3.3), so that a key that was withdrawn is noticed
 * before a customer waits, and one that works again ends a suspension by itself. The gateway moves the account when the
 * platform refuses; here is when it is asked, and what follows when it does not.
 */
@Injectable()
export class KeyChecks {
  private readonly due = new DueRows(
    atOnce,
    (limit) => this.checks.claimDue(limit),
    (row: DueCheck) => this.check(row),
  );

  constructor(
    private readonly checks: CredentialChecks,
    private readonly gateway: Gateway,
    private readonly accounts: Accounts,
    private readonly scopes: Scopes,
    private readonly log: Log,
  ) {}

  /** Checks all that is due. Safe in any number of processes. */
  checkDue(): Promise<void> {
    return this.due.workOff();
  }

  /** A check that fails for a reason of our own is told, and made again when this process's claim has ended. */
  private async check(due: DueCheck): Promise<void> {
    try {
      await this.ask(due);
    } catch (error) {
      this.log.failure('credential.check', error, { credentialId: due.id, accountId: due.accountId });
    }
  }

  private async ask(due: DueCheck): Promise<void> {
    const { accountId } = due;
    const lane = due.lane === 'write' ? 'write' : 'read';
    try {
      const options = { accountId, lane, check: true } as const;
      const { expiresAt } = await this.gateway.call(options, (adapter, send) => adapter.whoami(send));
      if (await this.isSuspended(accountId)) await this.scopes.check(accountId);
      // Still suspended: the probe could not be made, or the credential of the other lane is refused.
      if (await this.isSuspended(accountId)) await this.checks.postponed(due);
      else await this.checks.passed(due, expiresAt);
    } catch (error) {
      if (!(error instanceof HelpdeskError)) throw error;
      const isRefused = policies[error.kind].account !== null;
      if (isRefused) await this.checks.refused(due, describeFailure(error));
      else await this.checks.postponed(due, error.details.retryAt);
    }
  }

  private async isSuspended(accountId: string): Promise<boolean> {
    return (await this.accounts.get(accountId)).state === 'suspended';
  }
}
