import { Injectable } from '@nestjs/common';
import { type Account, type AccountCause, Accounts, type MoveDetails } from '@nightdesk/accounts';
import { Credentials, DueRows } from '@nightdesk/credentials';
import { describeFailure, Gateway, notBefore } from '@nightdesk/gateway';
import { capabilities, type Capability, type Finding, HelpdeskError } from '@nightdesk/helpdesks/contract';
import { adapterFor } from '@nightdesk/helpdesks/directory';
import type { Lane } from '@nightdesk/lanes';
import { Clock } from '@nightdesk/platform/clock';
import type { Tx } from '@nightdesk/platform/database';
import { metrics } from '@nightdesk/platform/observability';
import { Drift } from './drift.js';
import { ScopesStore } from './scopes.store.js';
import {
  keepingProofs,
  lacking,
  type Matrix,
  type NewFinding,
  nextProbe,
  probeAgain,
  type StoredFinding,
  unmet,
} from './scopes.types.js';

const probes = metrics.counter({
  name: 'nightdesk_scope_probes_total',
  help: 'Probes of what a credential may do, by whether the platform could be asked.',
  labelNames: ['outcome'],
});

/** States that a probe's result may change; the others wait for a person. */
const decided: readonly string[] = ['probing', 'live', 'needs_scopes'];

/** Probes in hand at once. */
const atOnce = 20;

/** What the credential of an account may do: probed, stored with its evidence, and what follows for the account. */
@Injectable()
export class Scopes {
  private readonly due = new DueRows(
    atOnce,
    (limit) => this.store.claimDue(this.clock.now(), limit),
    (accountId: string) => this.check(accountId),
  );

  constructor(
    private readonly store: ScopesStore,
    private readonly accounts: Accounts,
    private readonly credentials: Credentials,
    private readonly gateway: Gateway,
    private readonly drift: Drift,
    private readonly clock: Clock,
  ) {}

  async matrix(accountId: string): Promise<Matrix> {
    const [findings, plan] = await Promise.all([this.store.findings(accountId), this.store.plan(accountId)]);
    return { findings, plan };
  }

  findings(accountId: string): Promise<StoredFinding[]> {
    return this.store.findings(accountId);
  }

  /** A new credential must prove itself; in the transaction that stores it. */
  begin(tx: Tx, accountId: string): Promise<void> {
    return this.store.begin(tx, accountId, this.clock.now());
  }

  record(tx: Tx, accountId: string, findings: readonly NewFinding[]): Promise<void> {
    return this.store.save(tx, accountId, findings, this.clock.now());
  }

  /**
   * Probes every capability now and moves the account by what it finds. A platform that cannot be asked changes nothing
   * but the plan: the probe is made again soon, and the matrix says why.
   */
  async check(accountId: string): Promise<void> {
    try {
      const asked = await this.ask(accountId, capabilities);
      probes.inc({ outcome: 'answered' });
      const findings = keepingProofs(asked, await this.store.findings(accountId));
      const now = this.clock.now();
      const plan = { checkedAt: now, nextAt: nextProbe(now), failures: 0, problem: null };
      await this.drift.save(accountId, findings, (tx) => this.store.planned(accountId, plan, tx));
    } catch (error) {
      if (!(error instanceof HelpdeskError)) throw error;
      probes.inc({ outcome: 'put_off' });
      return this.put(accountId, error);
    }
    await this.decide(accountId, true);
  }

  /** Probes all that is due, side by side. Safe in any number of processes. */
  checkDue(): Promise<void> {
    return this.due.workOff();
  }

  /**
   * A real call was refused with 403: what it may have been refused for is probed again at once, and what is not shown to
   * be granted is marked missing, with that call as its evidence. `ticket`: the account has it all, so only this ticket
   * is closed to it.
   */
  async refused(
    accountId: string,
    suspects: readonly Capability[],
    error: HelpdeskError,
  ): Promise<'account' | 'ticket'> {
    const named = error.details.capability;
    const asked = named ? [named] : suspects;
    if (unmet(asked, await this.store.findings(accountId))) return 'account';
    const missing = await this.convicted(accountId, asked, error);
    if (missing.length === 0) return 'ticket';
    await this.drift.save(accountId, missing);
    await this.decide(accountId);
    return 'account';
  }

  /** A real write succeeded: what no probe could tell is granted now. */
  proved(accountId: string, shown: readonly Capability[], requestId: string | undefined): Promise<void> {
    const says = 'A real write of this kind has succeeded.';
    const evidence = { call: 'a real write', status: null, requestId: requestId ?? null, says };
    return this.store.prove(accountId, shown, evidence, this.clock.now());
  }

  /**
   * Moves the account by what is known: live, or what it lacks and what to click.
   * @param proven the credential has just been accepted, which also ends a suspension.
   */
  async decide(accountId: string, proven = false): Promise<void> {
    const { state, requiredCapabilities } = await this.accounts.get(accountId);
    const deserved = await this.deserved(accountId, requiredCapabilities);
    if (!decided.includes(state) && !(proven && state === 'suspended')) return;
    if (deserved) await this.accounts.move(accountId, deserved.cause, deserved.details);
  }

  /**
   * Ends a pause in the caller's transaction: the account goes to what it deserves by what is known, or waits for the check
   * that the pause came before. Answers the lanes to wake after the commit.
   * @throws AccountUnknown, PauseRefused
   */
  async resume(tx: Tx, accountId: string, actor: string): Promise<Lane[]> {
    const woken = await this.accounts.resume(tx, accountId, actor);
    const { requiredCapabilities } = await this.accounts.get(accountId, tx);
    const deserved = await this.deserved(accountId, requiredCapabilities);
    if (!deserved) return woken;
    const { cause, details } = deserved;
    return [...woken, ...(await this.accounts.moveWithin(tx, accountId, cause, details))];
  }

  /** Null: not known before the first check has ended. */
  private async deserved(
    accountId: string,
    required: readonly string[],
  ): Promise<{ cause: AccountCause; details?: MoveDetails } | null> {
    const { findings, plan } = await this.matrix(accountId);
    const missing = lacking(findings, required);
    if (missing.length === 0) return plan?.checkedAt ? { cause: 'allowed' } : null;
    const remedies = new Set(missing.flatMap(({ remedy }) => remedy ?? []));
    return {
      cause: 'scopes_missing',
      details: {
        detail: `Missing: ${missing.map(({ capability }) => capability).join(', ')}.`,
        remedy: remedies.size > 0 ? [...remedies].join(' ') : undefined,
      },
    };
  }

  /** Each lane's capabilities are asked with the lane's own credential. */
  private async ask(accountId: string, wanted: readonly Capability[]): Promise<Finding[]> {
    const account = await this.accounts.get(accountId);
    if (!(await this.credentials.isSplit(accountId))) return this.probe(account, 'write', wanted);
    const reads = wanted.filter((capability) => capability === 'tickets:read');
    const writes = wanted.filter((capability) => capability !== 'tickets:read');
    return [
      ...(reads.length > 0 ? await this.probe(account, 'read', reads) : []),
      ...(writes.length > 0 ? await this.probe(account, 'write', writes) : []),
    ];
  }

  private async probe(
    { id }: Account,
    lane: 'read' | 'write',
    wanted: readonly Capability[],
  ): Promise<Finding[]> {
    const options = { accountId: id, lane, check: true };
    const { findings } = await this.gateway.call(options, (adapter, send) => adapter.probe(send, wanted));
    return findings;
  }

  private async convicted(
    accountId: string,
    asked: readonly Capability[],
    error: HelpdeskError,
  ): Promise<NewFinding[]> {
    const { missingScopes = [], status = null, requestId = null, call = '' } = error.details;
    const { platform } = await this.accounts.get(accountId);
    const evidence = { call, status, requestId, says: error.message };
    const byTheCall = (capability: Capability): NewFinding => {
      const remedy = adapterFor(platform).remedy(capability, missingScopes);
      return { capability, verdict: 'missing', evidence, remedy };
    };
    // A scope that is named decides; everything else is asked.
    const found = missingScopes.length > 0 ? [] : await this.probedAgain(accountId, asked);
    if (found.length === 0) return asked.map(byTheCall);
    const shown = found.filter(({ verdict }) => verdict === 'missing');
    if (shown.length > 0) return shown;
    return found
      .filter(({ verdict }) => verdict === 'unknown')
      .map(({ capability }) => byTheCall(capability));
  }

  /** Empty when the probe cannot be made: that shows nothing. */
  private async probedAgain(accountId: string, asked: readonly Capability[]): Promise<Finding[]> {
    try {
      return await this.ask(accountId, asked);
    } catch (error) {
      if (error instanceof HelpdeskError) return [];
      throw error;
    }
  }

  private async put(accountId: string, error: HelpdeskError): Promise<void> {
    const plan = await this.store.plan(accountId);
    const failures = (plan?.failures ?? 0) + 1;
    const now = this.clock.now();
    const nextAt = notBefore(error, probeAgain(failures, now));
    await this.store.planned(accountId, { nextAt, failures, problem: describeFailure(error) });
  }
}
