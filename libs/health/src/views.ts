import { type Account, type EffectiveCeiling, type Switch, switchesFor } from '@nightdesk/accounts';
import type { BudgetUsage } from '@nightdesk/budget';
import type {
  Account as AccountView,
  AccountHealth,
  Capabilities,
  Operation as OperationView,
  Overview,
  Switch as SwitchView,
  Timeline,
  WebhookSetUp,
} from '@nightdesk/contract';
import { capabilities, type Capability } from '@nightdesk/helpdesks/contract';
import type { Breaker } from '@nightdesk/gateway';
import type { OperationWithHistory } from '@nightdesk/operations';
import type { Sweep } from '@nightdesk/reconciliation';
import type { Matrix } from '@nightdesk/scopes';
import type {
  CredentialRow,
  EventRow,
  LaneCount,
  StopRow,
  SubscriberRow,
  WebhookCount,
} from './health.store.js';

const idle = { waiting: 0, inFlight: 0, held: 0, dead: 0, oldestAt: null };

/** So that a thousand accounts are not looked up among a thousand rows each. */
export const byAccount = <T extends { accountId: string }>(rows: readonly T[]) =>
  new Map(rows.map((row) => [row.accountId, row]));
export const byKey = (lanes: readonly LaneCount[]) => new Map(lanes.map((lane) => [lane.key, lane]));

const iso = (instant: Date) => instant.toISOString();
const isoOrNull = (instant: Date | null): string | null => instant?.toISOString() ?? null;

/** An account as the API shows it. */
export function accountView(account: Account, ceiling: EffectiveCeiling): AccountView {
  const { id, platform, site, region, state, reason, remedy, stateSince, createdAt } = account;
  const { liveShare, errorSlo, shadowReason } = account;
  return {
    id,
    platform,
    site,
    region,
    state,
    reason,
    remedy,
    stateSince: iso(stateSince),
    createdAt: iso(createdAt),
    requiredCapabilities: account.requiredCapabilities.filter(isCapability),
    ceiling,
    liveShare,
    errorSlo,
    shadowReason,
  };
}

/** A kill switch as the API shows it. */
export function switchView({ setAt, ...known }: Switch): SwitchView {
  return { ...known, setAt: iso(setAt) };
}

const isCapability = (name: string): name is Capability => (capabilities as readonly string[]).includes(name);

/** How webhooks come, as the API shows it. */
export function webhookSetUpView(
  view: {
    [K in keyof Omit<WebhookSetUp, 'polling'>]: K extends `${string}At` | `${string}Until`
      ? Date | null
      : WebhookSetUp[K];
  },
  sweep: Sweep | null,
): WebhookSetUp {
  return {
    ...view,
    polling: sweep && {
      lastAt: isoOrNull(sweep.sweptAt),
      nextAt: iso(sweep.nextAt),
      problem: sweep.problem,
    },
    firstDeliveryAt: isoOrNull(view.firstDeliveryAt),
    lastDeliveryAt: isoOrNull(view.lastDeliveryAt),
    lastSignatureFailureAt: isoOrNull(view.lastSignatureFailureAt),
    previousSecretUntil: isoOrNull(view.previousSecretUntil),
  };
}

/** The capability matrix as the API shows it. */
export function capabilitiesView(
  { findings, plan }: Matrix,
  { requiredCapabilities }: Account,
): Capabilities {
  return {
    data: findings.map(({ checkedAt, ...finding }) => ({
      ...finding,
      required: finding.capability === 'webhooks:manage' || requiredCapabilities.includes(finding.capability),
      checkedAt: iso(checkedAt),
    })),
    checkedAt: isoOrNull(plan?.checkedAt ?? null),
    nextCheckAt: isoOrNull(plan?.nextAt ?? null),
    problem: plan?.problem ?? null,
  };
}

/** An operation as the API shows it, with its history. */
export function operationView(operation: OperationWithHistory): OperationView {
  const { id, accountId, ticketId, state, reason, cause, review, traceId, createdAt, finishedAt } = operation;
  const confirmed = operation.steps.filter((step) => step.state === 'confirmed').length;
  const resting = state === 'failed' || state === 'dead' || state === 'held' || state === 'cancelled';
  return {
    id,
    accountId,
    ticketId,
    state,
    reason,
    partiallyApplied: resting && confirmed > 0 && confirmed < operation.steps.length,
    cause,
    review,
    steps: operation.steps.map((step) => ({
      kind: step.step.kind,
      state: step.state,
      requestId: step.requestId,
      confirmedAt: isoOrNull(step.confirmedAt),
    })),
    transitions: operation.transitions.map(({ from, to, reason: why, attempt, requestId, at }) => ({
      from,
      to,
      reason: why,
      attempt,
      requestId,
      at: iso(at),
    })),
    traceId,
    createdAt: iso(createdAt),
    finishedAt: isoOrNull(finishedAt),
  };
}

/** @param stopped why nothing goes out of the whole lane; then all that waits is held. */
export function laneView(
  counted: LaneCount | undefined,
  stopped: string | null = null,
): AccountHealth['lanes']['read'] {
  const { key: _key, oldestAt, ...count } = counted ?? { key: '', ...idle };
  const held = stopped === null ? {} : { waiting: 0, held: count.held + count.waiting };
  return { ...count, ...held, stopped, oldestAt: isoOrNull(oldestAt) };
}

/** Why nothing goes out of an account's lane: a pause or a switch. */
export function stoppedBy(
  { state, reason, platform }: Account,
  lane: 'read' | 'write',
  switches: readonly Switch[],
): string | null {
  if (state === 'paused') return reason;
  const stopping: readonly string[] = switchesFor(platform, lane);
  const off = switches.find(({ name }) => stopping.includes(name));
  return off ? `Switched off (${off.name}): ${off.reason}` : null;
}

/** Without the windows of single tickets (`ticket:42`), of which there are as many as tickets. */
export function budgetView(usage: readonly BudgetUsage[]): AccountHealth['budget'] {
  const lasting = usage.filter(({ name }) => !name.includes(':'));
  return lasting.map(({ blockedUntil, ...window }) => ({ ...window, blockedUntil: isoOrNull(blockedUntil) }));
}

export function breakerView(breaker: Breaker | undefined): AccountHealth['breaker'] {
  if (!breaker) return { state: 'closed', since: null, retryAt: null, reason: null };
  const { state, openedAt, retryAt, reason } = breaker;
  return { state, since: iso(openedAt), retryAt: iso(retryAt), reason };
}

export function credentialView(row: CredentialRow | undefined): AccountHealth['credential'] {
  if (!row) return null;
  const { kind, scopes, issuedAt, expiresAt, refreshAt, refreshedAt, lastError } = row;
  const times = {
    expiresAt: isoOrNull(expiresAt),
    refreshAt: isoOrNull(refreshAt),
    issuedAt: iso(issuedAt),
    refreshedAt: isoOrNull(refreshedAt),
  };
  return { kind, scopes, ...times, lastError };
}

export function webhookView(row: WebhookCount | undefined): AccountHealth['webhook'] {
  if (!row) return null;
  const { lastDeliveryAt, deliveries, signatureFailures } = row;
  return { lastDeliveryAt: isoOrNull(lastDeliveryAt), deliveries, signatureFailures };
}

export function subscriberViews(
  rows: readonly SubscriberRow[],
  lanes: readonly LaneCount[],
): Overview['subscribers'] {
  const laneOf = byKey(lanes);
  return rows.map((row) => ({
    ...row,
    lane: laneView(laneOf.get(row.id)),
    lastDeliveredAt: isoOrNull(row.lastDeliveredAt),
  }));
}

export function eventView(row: EventRow): Overview['events'][number] {
  const { pending, delivered, dead, occurredAt, recordedAt, ...event } = row;
  return {
    ...(event as Overview['events'][number]),
    occurredAt: iso(occurredAt),
    recordedAt: iso(recordedAt),
    deliveries: { pending, delivered, dead },
  };
}

/** What leads to what: the order of stops within the same millisecond. */
const stations = ['webhook', 'event', 'delivery', 'operation'];

/** Webhooks, events, deliveries and every change of every operation, in the order in which they began. */
export function timelineStops(
  rows: readonly StopRow[],
  operations: readonly OperationWithHistory[],
): Timeline['stops'] {
  const moves = operations.flatMap(({ id, traceId, steps, transitions, finishedAt }) =>
    transitions.map((move, index) => ({
      at: iso(move.at),
      station: 'operation' as const,
      what:
        move.from === 'none' ? `asked for: ${steps.map(({ step }) => step.kind).join(', ')}` : move.reason,
      state: move.to,
      durationMs:
        finishedAt && index === transitions.length - 1 ? 0 : gap(move.at, transitions[index + 1]?.at ?? null),
      traceId,
      requestId: move.requestId,
      id,
    })),
  );
  const others = rows.map(({ at, endedAt, ...row }) => ({
    ...row,
    at: iso(at),
    durationMs: gap(at, endedAt),
    requestId: null,
  }));
  const order = (stop: Timeline['stops'][number]) => stations.indexOf(stop.station);
  return [...others, ...moves].toSorted((a, b) => a.at.localeCompare(b.at) || order(a) - order(b));
}

function gap(from: Date, to: Date | null): number | null {
  return to ? to.getTime() - from.getTime() : null;
}
