import { Injectable } from '@nestjs/common';
import { type Account, Accounts } from '@nightdesk/accounts';
import type { DoctorCheck, Examination } from '@nightdesk/contract';
import { CredentialMissing } from '@nightdesk/credentials';
import { Gateway } from '@nightdesk/gateway';
import { HelpdeskError } from '@nightdesk/helpdesks/contract';
import { adapterFor } from '@nightdesk/helpdesks/directory';
import { Clock } from '@nightdesk/platform/clock';
import { Completeness, SweepPlan } from '@nightdesk/reconciliation';
import { Scopes } from '@nightdesk/scopes';
import { Hindrances } from './account-lanes.js';
import * as diagnoses from './diagnoses.js';
import { DoctorStore } from './doctor.store.js';

/** What the examination looks at besides the platform itself. */
@Injectable()
export class Instruments {
  constructor(
    readonly scopes: Scopes,
    readonly plan: SweepPlan,
    readonly completeness: Completeness,
    readonly hindrances: Hindrances,
    readonly store: DoctorStore,
  ) {}
}

/** One account looked over from its credential to its subscribers (SPEC 17.4). Makes one call, and changes nothing. */
@Injectable()
export class Doctor {
  constructor(
    private readonly accounts: Accounts,
    private readonly gateway: Gateway,
    private readonly instruments: Instruments,
    private readonly clock: Clock,
  ) {}

  /** @throws AccountUnknown */
  async examine(accountId: string): Promise<Examination> {
    const account = await this.accounts.get(accountId);
    const { title, webhooks } = adapterFor(account.platform);
    const asked = await this.ask(account, title);
    const { scopes, plan, completeness, hindrances, store } = this.instruments;
    const [findings, sweep, hasFallen, around, webhook, subscribers] = await Promise.all([
      scopes.findings(accountId),
      plan.progress(accountId),
      completeness.hasFallen(accountId),
      hindrances.of(accountId),
      store.webhook(accountId),
      store.subscribers(accountId),
    ]);
    const now = this.clock.now();
    return {
      at: now.toISOString(),
      data: [
        ...asked,
        { name: 'rights', ...diagnoses.rights(account, findings) },
        { name: 'platform', ...diagnoses.platform(title, account, around) },
        { name: 'budget', ...diagnoses.budget(around.budget, now) },
        { name: 'webhook', ...diagnoses.webhook(webhooks !== null, webhook, hasFallen, now) },
        { name: 'sweep', ...diagnoses.sweep(sweep, now) },
        { name: 'subscriber', ...diagnoses.subscriber(subscribers, now) },
      ],
    };
  }

  /** One call tells whether the credential is taken, and what time it is there. */
  private async ask({ id, state }: Account, title: string): Promise<DoctorCheck[]> {
    let theirs: string | undefined;
    let came = this.clock.now();
    const answer = (credential: Omit<DoctorCheck, 'name'>): DoctorCheck[] => [
      { name: 'credential', ...credential },
      { name: 'clock', ...diagnoses.clock(title, theirs, came) },
    ];
    if (state === 'disconnected')
      return answer({ state: 'wrong', says: 'None is stored.', remedy: 'Connect the account again.' });
    try {
      await this.gateway.call({ accountId: id, lane: 'read', check: true }, (adapter, send) =>
        adapter.whoami(async (request) => {
          const answered = await send(request);
          [theirs, came] = [answered.headers['date'], this.clock.now()];
          return answered;
        }),
      );
      return answer({ state: 'fine', says: `${title} takes it.`, remedy: null });
    } catch (error) {
      if (error instanceof CredentialMissing)
        return answer({ state: 'wrong', says: 'None is stored.', remedy: 'Connect the account again.' });
      if (!(error instanceof HelpdeskError)) throw error;
      const { kind, message } = error;
      const isRefused = ['unauthenticated', 'forbidden', 'account_suspended', 'agent_gone'].includes(kind);
      if (!isRefused)
        return answer({ state: 'unknown', says: `It could not be tried: ${message}`, remedy: null });
      const { remedy } = await this.accounts.get(id);
      return answer({
        state: 'wrong',
        says: `${title} refuses it: ${message}`,
        remedy: remedy || 'Connect the account again.',
      });
    }
  }
}
