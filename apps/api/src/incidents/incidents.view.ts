import type { Incident, IncidentAlert } from '@nightdesk/contract';
import { causeText, type IncidentWithAlerts, shownTarget } from '@nightdesk/incidents';

const isoOrNull = (instant: Date | null) => instant?.toISOString() ?? null;

/** @param accountIds of the asker: who may see some accounts only is not shown who operates the whole. */
export function incidentView(
  { alerts, ...incident }: IncidentWithAlerts,
  accountIds: readonly string[],
): Incident {
  const { id, accountId, cause, subject, severity, reason, remedy, details, acknowledgedBy } = incident;
  const { title, effect } = causeText(cause);
  const shown = accountIds.length === 0 ? alerts : alerts.filter(({ audience }) => audience === 'account');
  return {
    id,
    state: incident.resolvedAt ? 'resolved' : 'open',
    accountId,
    cause,
    subject,
    severity,
    title,
    reason,
    effect,
    remedy,
    details: { ...details },
    openedAt: incident.openedAt.toISOString(),
    updatedAt: incident.updatedAt.toISOString(),
    resolvedAt: isoOrNull(incident.resolvedAt),
    acknowledgedAt: isoOrNull(incident.acknowledgedAt),
    acknowledgedBy,
    escalatedAt: isoOrNull(incident.escalatedAt),
    remindAt: isoOrNull(incident.remindAt),
    alerts: shown.map(alertView),
  };
}

function alertView(alert: IncidentWithAlerts['alerts'][number]): IncidentAlert {
  const { kind, channel, audience, state, attempts, lastError } = alert;
  return {
    kind,
    channel,
    target: shownTarget(alert),
    audience,
    state,
    attempts,
    lastError,
    createdAt: alert.createdAt.toISOString(),
    dueAt: alert.dueAt.toISOString(),
    sentAt: isoOrNull(alert.sentAt),
  };
}
