/** `critical`: nothing goes out, or answers are lost. */
export type Severity = 'critical' | 'warning';

/** Figures of a condition as JSON: numbers, texts, instants as ISO texts. */
export type Details = Readonly<Record<string, unknown>>;

/** Something that is so now and should not be: what an incident is made of. */
export interface Condition {
  /** Null: it concerns the whole of Nightdesk. */
  accountId: string | null;
  cause: string;
  /** What of the account it is about; empty: the account. */
  subject: string;
  details: Details;
  /** What is so and what to do where the row says it better than the table of causes; else null. */
  reason: string | null;
  remedy: string | null;
}

/** What is stored of an incident. */
export interface Incident {
  id: string;
  accountId: string | null;
  cause: string;
  subject: string;
  severity: Severity;
  reason: string;
  remedy: string;
  details: Details;
  openedAt: Date;
  /** When it was last seen to be so with other figures, or (where it resolves with a delay) at all. */
  updatedAt: Date;
  resolvedAt: Date | null;
  remindAt: Date | null;
  reminders: number;
  escalatedAt: Date | null;
  acknowledgedAt: Date | null;
  acknowledgedBy: string | null;
}

/** `second`: those to whom it is escalated. */
export type Audience = 'operators' | 'account' | 'second';
export type Channel = 'email' | 'webhook' | 'slack';
export type AlertKind = 'opened' | 'reminder' | 'escalated' | 'resolved';

/** `pending → sent | dead | dropped`; dropped: the incident was over before it was told. */
export type AlertState = 'pending' | 'sent' | 'dead' | 'dropped';

/** Where somebody is told. */
export interface Address {
  channel: Channel;
  /** An e-mail address or a URL; the URL can be a secret. */
  target: string;
  audience: Audience;
}

/** One message about an incident to one address, as stored. */
export interface Alert extends Address {
  seq: string;
  incidentId: string;
  kind: AlertKind;
  state: AlertState;
  attempts: number;
  dueAt: Date;
  lastError: string | null;
  createdAt: Date;
  sentAt: Date | null;
}

/** What of an account alerts tell. */
export interface AlertedAccount {
  id: string;
  platform: string;
  site: string;
  adminEmail: string | null;
  adminWebhookUrl: string | null;
}

/** Thrown when no incident has the id, or the asker may not see it. */
export class IncidentUnknown extends Error {
  override readonly name = 'IncidentUnknown';

  constructor(id: string) {
    super(`There is no incident ${id}.`);
  }
}

/** Thrown when an incident is to be acknowledged that is over. */
export class IncidentResolved extends Error {
  override readonly name = 'IncidentResolved';

  constructor(id: string) {
    super(`Incident ${id} is resolved: there is nothing to acknowledge.`);
  }
}
