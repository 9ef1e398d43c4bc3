import type { AuditFilter } from '@nightdesk/sdk';

/** As the address has it. */
export interface AuditSearch {
  actor: string;
  action: string;
  subject: string;
  /** Days, as `2026-11-23`, both included. */
  since: string;
  until: string;
}

/** Whole days of the reader, as instants; what cannot be read is left out. */
export function filterOf({ actor, action, subject, since, until }: AuditSearch): AuditFilter {
  const from = instant(since);
  const to = instant(until, 1);
  return {
    ...(actor && { actor }),
    ...(action && { action }),
    ...(subject.trim() && { subject: subject.trim() }),
    ...(from && { since: from }),
    ...(to && { until: to }),
  };
}

function instant(day: string, laterByDays = 0): string | null {
  const [year, month, date] = /^\d{4}-\d{2}-\d{2}$/.test(day) ? day.split('-').map(Number) : [];
  if (year === undefined || month === undefined || date === undefined) return null;
  return new Date(year, month - 1, date + laterByDays).toISOString();
}
