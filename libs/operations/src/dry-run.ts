import { Injectable } from '@nestjs/common';
import { type Account, Accounts, Ceilings, Switches, workingStates } from '@nightdesk/accounts';
import { Budget, BudgetUnavailableError } from '@nightdesk/budget';
import type { DryRun } from '@nightdesk/contract';
import { Breakers } from '@nightdesk/gateway';
import { type Capability, capabilityOf } from '@nightdesk/helpdesks/contract';
import { adapterFor } from '@nightdesk/helpdesks/directory';
import { Clock } from '@nightdesk/platform/clock';
import { Scopes, unmet } from '@nightdesk/scopes';
import { allowance, type Allowance, type Foreseen, foresee, shownBudget } from './dry-run.calls.js';
import { contentOf, repeatWindowMs } from './operations.js';
import { OperationsStore } from './operations.store.js';
import type { OperationRequest } from './operations.types.js';
import { refusal } from './rules.js';
import { shadowReason } from './shadow.js';
import { ShadowStore, type StoredCopy } from './shadow.store.js';

type Verdict = Pick<DryRun, 'wouldBe' | 'reason'> & { operationId?: string };

const queued: Verdict = {
  wouldBe: 'queued',
  reason: 'nothing that can be seen from here keeps it from being sent',
};

/** Whether an account's operations go out now, as the gateway and the lane see it. */
@Injectable()
export class Outlook {
  constructor(
    private readonly switches: Switches,
    private readonly breakers: Breakers,
    private readonly scopes: Scopes,
    private readonly budget: Budget,
    private readonly ceilings: Ceilings,
  ) {}

  /** In the order of the capabilities' matrix; `unknown` as well where nothing was found yet. */
  async capabilities(accountId: string, needed: readonly Capability[]): Promise<DryRun['capabilities']> {
    const findings = await this.scopes.findings(accountId);
    return [...new Set(needed)].map((capability) => {
      const found = findings.find((finding) => finding.capability === capability);
      return { capability, verdict: found?.verdict ?? 'unknown', remedy: found?.remedy ?? null };
    });
  }

  /** Why nothing of it would go out, as a sentence; null: nothing keeps it. */
  async hindrance(account: Account, needed: readonly Capability[], now: Date): Promise<string | null> {
    if (!(workingStates as readonly string[]).includes(account.state))
      return `the account is ${account.state}: ${account.reason} ${account.remedy}`.trim();
    const off = await this.switches.refusal(account, 'write', needed);
    if (off) return `switched off (${off.name}): ${off.reason}`;
    const missing = unmet(needed, await this.scopes.findings(account.id));
    if (missing)
      return `the account lacks ${missing.capability}${missing.remedy ? `: ${missing.remedy}` : ''}`;
    const breaker = await this.breakers.of(account.id);
    if (!breaker || breaker.retryAt <= now) return null;
    return `the platform failed (${breaker.reason}), so nothing is sent for a while`;
  }

  /** Null: the budget's store does not answer, and then nothing goes out. */
  async allowance(account: Account, { requests }: Foreseen): Promise<Allowance[] | null> {
    try {
      const [usage, ratio] = await Promise.all([this.budget.usage(account.id), this.ceilings.of(account.id)]);
      return allowance(adapterFor(account.platform), requests, usage, ratio);
    } catch (error) {
      if (error instanceof BudgetUnavailableError) return null;
      throw error;
    }
  }
}

/** What would become of an operation (SPEC 8.6). Nothing is stored, and the platform is not asked. */
@Injectable()
export class DryRuns {
  constructor(
    private readonly store: OperationsStore,
    private readonly stored: ShadowStore,
    private readonly accounts: Accounts,
    private readonly outlook: Outlook,
    private readonly clock: Clock,
  ) {}

  /** @throws AccountUnknown */
  async of(request: OperationRequest): Promise<DryRun> {
    const { accountId, ticketId, steps } = request;
    const account = await this.accounts.get(accountId);
    const needed = steps.map(({ kind }) => capabilityOf[kind]);
    const foreseen = await foresee(adapterFor(account.platform), account, request, this.clock.now());
    const [copy, capabilities, budget] = await Promise.all([
      this.stored.copy(accountId, ticketId),
      this.outlook.capabilities(accountId, needed),
      this.outlook.allowance(account, foreseen),
    ]);
    const verdict: Verdict =
      (await this.repeated(account, request)) ??
      shadowed(account, ticketId) ??
      (await this.held(account, ticketId, needed)) ??
      refused(request, copy, foreseen) ??
      this.starved(budget) ??
      queued;
    const { operationId = null, ...outcome } = verdict;
    const notes = [...foreseen.notes, ...notesOn(request, copy), ...(budget ?? []).flatMap(scarcity)];
    return {
      dryRun: true,
      accountId,
      ticketId,
      ...outcome,
      operationId,
      calls: foreseen.calls,
      capabilities,
      budget: (budget ?? []).map(shownBudget),
      note: notes.length > 0 ? notes.join(' ') : null,
    };
  }

  private async repeated(account: Account, request: OperationRequest): Promise<Verdict | null> {
    if (request.allowRepeat) return null;
    const since = new Date(this.clock.now().getTime() - repeatWindowMs);
    const isLive = shadowReason(account, request.ticketId) === null;
    const operationId = await this.store.findRepeat(contentOf(request), since, isLive);
    if (operationId === null) return null;
    const reason = `the same was asked of this ticket less than ${repeatWindowMs / 1_000} s ago, and would be the answer; allowRepeat sends it again`;
    return { wouldBe: 'repeat', reason, operationId };
  }

  private async held(
    account: Account,
    ticketId: string,
    needed: readonly Capability[],
  ): Promise<Verdict | null> {
    const hindrance = await this.outlook.hindrance(account, needed, this.clock.now());
    if (hindrance !== null) return { wouldBe: 'held', reason: hindrance };
    if (!(await this.stored.isFrozen(account.id, ticketId))) return null;
    const reason =
      'the ticket is frozen because our own writes changed it too often: its operations wait until a person releases it';
    return { wouldBe: 'held', reason };
  }

  private starved(budget: readonly Allowance[] | null): Verdict | null {
    if (budget === null)
      return { wouldBe: 'held', reason: 'the budget’s store cannot be asked, so nothing goes out' };
    const now = this.clock.now();
    const empty = budget.find(({ free, cost, blockedUntil }) => free < cost || (blockedUntil ?? now) > now);
    if (!empty) return null;
    const until = empty.blockedUntil ? ` until ${empty.blockedUntil.toISOString()}` : ' for the moment';
    return { wouldBe: 'held', reason: `the ${empty.window} budget is used up${until}` };
  }
}

function shadowed(account: Account, ticketId: string): Verdict | null {
  const reason = shadowReason(account, ticketId);
  return reason === null ? null : { wouldBe: 'shadowed', reason };
}

function refused(
  conditions: OperationRequest,
  copy: StoredCopy | null,
  { refused: reason }: Foreseen,
): Verdict | null {
  if (reason !== null) return { wouldBe: 'failed', reason };
  const held = copy && refusal(conditions, copy);
  return held && { wouldBe: 'failed', reason: held.reason };
}

/** Where some of its calls could go out now, and some could not. */
function scarcity({ window, cost, needed, free }: Allowance): string[] {
  if (free < cost || needed <= free) return [];
  return [`The ${window} budget has room for ${free} now and the calls need ${needed}: the rest waits.`];
}

function notesOn({ ifNoReplySince, ifStatusIn }: OperationRequest, copy: StoredCopy | null): string[] {
  if (ifNoReplySince === null && ifStatusIn.length === 0) return [];
  if (!copy) return ['The ticket is not known here, so its conditions could not be looked at.'];
  return [`The conditions were judged by the stored copy of ${copy.readAt.toISOString()}.`];
}
