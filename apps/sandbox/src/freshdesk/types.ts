/** The records of a Freshdesk site. Names in snake_case are the platform's own and go out as they are. */
export const priorities = { low: 1, medium: 2, high: 3, urgent: 4 } as const;
export const sources = { email: 1, portal: 2, phone: 3, chat: 7, widget: 9, outbound: 10 } as const;
/** The four statuses every account has; 6 and up are its own and mean what it says they mean. */
export const open = 2;
export const pending = 3;
export const resolved = 4;
export const closed = 5;

/** Made-up names: the platform lists no privileges, so nothing outside the sandbox may know them. */
export const permissions = [
  'view tickets',
  'send reply',
  'add note',
  'edit ticket properties',
  'assign',
  'create tickets',
  'delete tickets',
  'view contacts',
  'list agents and groups',
  'administer',
] as const;
export type Permission = (typeof permissions)[number];

export interface Role {
  id: number;
  name: string;
  description: string;
  default: boolean;
  permissions: Set<Permission>;
  created_at: string;
}

/** 1 sees everything, 2 the tickets of its groups, 3 its own only. */
export type TicketScope = 1 | 2 | 3;

export interface Agent {
  id: number;
  name: string;
  email: string;
  apiKey: string;
  roleIds: number[];
  ticketScope: TicketScope;
  groupIds: number[];
  deactivated: boolean;
  /** What was given to or taken from this agent alone, whatever the roles say. */
  overrides: Map<Permission, boolean>;
  created_at: string;
  updated_at: string;
  lastLoginAt: string | null;
}

export interface Contact {
  id: number;
  name: string;
  email: string | null;
  created_at: string;
  updated_at: string;
}

export interface Group {
  id: number;
  name: string;
  created_at: string;
}

export interface StatusChoice {
  id: number;
  label: string;
}

/** A field of the account's own, named `cf_…`. */
export interface CustomField {
  id: number;
  name: string;
  label: string;
  /** Without it no ticket is resolved or closed. */
  requiredForClosure: boolean;
}

/** What a change can set. */
export interface TicketFields {
  subject: string;
  status: number;
  priority: number;
  type: string | null;
  tags: string[];
  requester_id: number;
  responder_id: number | null;
  group_id: number | null;
  custom_fields: Record<string, string | null>;
  deleted: boolean;
  spam: boolean;
}

export interface Ticket extends TicketFields {
  id: number;
  source: number;
  description: string;
  description_text: string;
  created_at: string;
  updated_at: string;
  archived: boolean;
  stats: Stats;
  conversations: Conversation[];
}

export interface Stats {
  agent_responded_at: string | null;
  requester_responded_at: string | null;
  first_responded_at: string | null;
  status_updated_at: string | null;
  reopened_at: string | null;
  resolved_at: string | null;
  closed_at: string | null;
  pending_since: string | null;
}

export interface Conversation {
  id: number;
  ticket_id: number;
  user_id: number;
  incoming: boolean;
  private: boolean;
  /** 0 a reply, 2 a note. */
  source: 0 | 2;
  body: string;
  body_text: string;
  from_email: string | null;
  to_emails: string[];
  cc_emails: string[];
  bcc_emails: string[];
  created_at: string;
  updated_at: string;
  last_edited_at: string | null;
  last_edited_user_id: number | null;
}
