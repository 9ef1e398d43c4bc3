import { Injectable } from '@nestjs/common';
import { Audit } from '@nightdesk/access';
import { Accounts } from '@nightdesk/accounts';
import type { SyntheticCheck, SyntheticCheckPlan } from '@nightdesk/contract';
import { Clock } from '@nightdesk/platform/clock';
import type { Tx } from '@nightdesk/platform/database';
import { SyntheticChecksStore } from './synthetic-checks.store.js';

const runsShown = 50;
const dayMs = 24 * 3_600_000;

/** Which accounts are checked, and how that went. */
@Injectable()
export class SyntheticChecks {
  constructor(
    private readonly store: SyntheticChecksStore,
    private readonly accounts: Accounts,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** The first round trip begins at once; one that is under way by another plan is forgotten. @throws AccountUnknown */
  async plan(tx: Tx, accountId: string, plan: SyntheticCheckPlan, actor: string): Promise<SyntheticCheck> {
    await this.accounts.get(accountId, tx);
    const dueAt = this.clock.now();
    await this.store.save(tx, accountId, plan, dueAt);
    await this.audit.record(
      { actor, action: 'synthetic_check.planned', subject: accountId, details: { ...plan } },
      tx,
    );
    return this.view(accountId, tx);
  }

  /** What is under way goes on to its end and is told to nobody. @throws AccountUnknown */
  async remove(tx: Tx, accountId: string, actor: string): Promise<void> {
    await this.accounts.get(accountId, tx);
    if (!(await this.store.remove(tx, accountId))) return;
    await this.audit.record({ actor, action: 'synthetic_check.removed', subject: accountId }, tx);
  }

  /** @throws AccountUnknown */
  async view(accountId: string, tx?: Tx): Promise<SyntheticCheck> {
    await this.accounts.get(accountId, tx);
    const check = await this.store.find(accountId, tx);
    const since = new Date(this.clock.now().getTime() - dayMs);
    const [runs, day] = await Promise.all([
      this.store.runs(accountId, runsShown),
      this.store.countSince(accountId, since),
    ]);
    return {
      accountId,
      plan: check && planOf(check),
      nextAt: check?.dueAt.toISOString() ?? null,
      operationId: check?.operationId ?? null,
      day: { runs: day.runs, share: day.runs === 0 ? null : day.good / day.runs },
      runs: runs.map(({ at, ...run }) => ({ at: at.toISOString(), ...run })),
    };
  }
}

const planOf = ({ ticketId, everyMinutes, sloSeconds }: SyntheticCheckPlan) => ({
  ticketId,
  everyMinutes,
  sloSeconds,
});
