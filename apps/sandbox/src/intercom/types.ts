/** The records of an Intercom workspace. Names in snake_case are the platform's own and go out as they are. */
export const regions = ['us', 'eu', 'au'] as const;
export type Region = (typeof regions)[number];
export const conversationStates = ['open', 'closed', 'snoozed'] as const;
export type ConversationState = (typeof conversationStates)[number];
export const priorities = ['none', 'low', 'medium', 'high', 'urgent'] as const;
export const stateCategories = ['submitted', 'in_progress', 'waiting_on_customer', 'resolved'] as const;
export type StateCategory = (typeof stateCategories)[number];
export const ticketCategories = ['Customer', 'Back-office', 'Tracker'] as const;

export interface Admin {
  id: string;
  name: string;
  email: string;
  /** Without one a teammate reads and writes notes, and answers nobody. */
  has_inbox_seat: boolean;
  away_mode_enabled: boolean;
  /** Left the workspace: listed no more, and the tokens are blocked. */
  removed: boolean;
}

export interface Team {
  id: string;
  name: string;
  adminIds: string[];
}

export interface Contact {
  id: string;
  name: string;
  email: string;
  role: 'user' | 'lead';
  external_id: string | null;
  created_at: number;
}

export interface Tag {
  id: string;
  name: string;
}

export interface AppliedTag {
  tagId: string;
  appliedAt: number;
  adminId: string;
}

export interface TicketState {
  id: string;
  category: StateCategory;
  internal_label: string;
  external_label: string;
  /** The ticket types it can be set on. */
  typeIds: string[];
}

export interface TicketType {
  id: string;
  name: string;
  description: string;
  icon: string;
  category: (typeof ticketCategories)[number];
  created_at: number;
}

/** Who wrote or did something, as it was at that time. */
export interface Author {
  type: 'admin' | 'bot' | 'user' | 'lead' | 'team';
  id: string;
  name: string;
  email: string;
}

/** One entry of a thread; what is said and what is done are in one list. Times are unix seconds. */
export interface Part {
  id: string;
  part_type: string;
  /** HTML, or null where nothing was said. */
  body: string | null;
  created_at: number;
  updated_at: number;
  author: Author;
  assigned_to: { type: 'admin' | 'team'; id: string } | null;
  /** The package of the app that wrote it through the API. */
  app_package_code: string | null;
  /** Conversations: the state when the part was made. */
  state?: ConversationState;
  /** Tickets: the categories a change of state went between. */
  ticket_state?: StateCategory;
  previous_ticket_state?: StateCategory;
  /** Tickets: the attribute that was set. */
  attribute?: { name: string; value: string };
}

/** What conversations and tickets have in common. */
export interface Thread {
  id: string;
  contactId: string;
  created_at: number;
  updated_at: number;
  /** '0' is nobody. */
  adminAssigneeId: string;
  teamAssigneeId: string;
  snoozed_until: number | null;
  tags: AppliedTag[];
  parts: Part[];
}

export interface Conversation extends Thread {
  kind: 'conversation';
  /** HTML. */
  title: string | null;
  source: { id: string; type: 'conversation' | 'email'; delivered_as: string; subject: string; body: string };
  state: ConversationState;
  read: boolean;
  priority: (typeof priorities)[number];
  waiting_since: number | null;
  firstContactReplyAt: number | null;
}

export interface Ticket extends Thread {
  kind: 'ticket';
  /** The number people see; no call takes it. */
  ticket_id: string;
  typeId: string;
  stateId: string;
  previousStateId: string | null;
  attributes: Record<string, string>;
  open: boolean;
}

/** An access token. Dead ones are remembered, so that their refusal can say why. */
export interface Token {
  access: string;
  clientId: string;
  workspaceId: string;
  adminId: string;
  /** Those ticked at consent; `hub` follows what is ticked in the Developer Hub now. */
  scopes: string[] | 'hub';
  state: 'live' | 'revoked';
}

export interface AuthorizationCode {
  code: string;
  clientId: string;
  workspaceId: string;
  adminId: string;
  scopes: string[];
  expiresAtMs: number;
}
