/** The records of a Zendesk site. Names in snake_case are the platform's own and go out as they are. */
export const statuses = ['new', 'open', 'pending', 'hold', 'solved', 'closed'] as const;
export type Status = (typeof statuses)[number];
export const priorities = ['urgent', 'high', 'normal', 'low'] as const;
export const ticketTypes = ['problem', 'incident', 'question', 'task'] as const;
export const roles = ['end-user', 'agent', 'admin'] as const;
export type Role = (typeof roles)[number];
/** How a change reached the site: through the API, or typed into its web pages. */
export type Channel = 'api' | 'web' | 'email';

export interface User {
  id: number;
  name: string;
  email: string;
  role: Role;
  /** A light agent: reads and writes internal notes, and never answers publicly. */
  restricted_agent: boolean;
  custom_role_id: number | null;
  suspended: boolean;
  active: boolean;
  groupIds: number[];
  created_at: string;
  updated_at: string;
}

/** An agent's role that an admin made. Left out, a right is given. */
export interface CustomRole {
  id: number;
  configuration: {
    /** `none`: internal notes only. */
    ticket_comment_access?: 'public' | 'none' | undefined;
    ticket_editing?: boolean | undefined;
    ticket_tag_editing?: boolean | undefined;
  };
}

export interface Group {
  id: number;
  name: string;
  default: boolean;
  created_at: string;
}

export interface CustomStatus {
  id: number;
  status_category: Exclude<Status, 'closed'>;
  agent_label: string;
  default: boolean;
}

/** The fields a change can set; each set field that differs is one event of the audit. */
export interface TicketFields {
  subject: string | null;
  status: Status | 'deleted';
  custom_status_id: number | null;
  priority: (typeof priorities)[number] | null;
  type: (typeof ticketTypes)[number] | null;
  assignee_id: number | null;
  group_id: number | null;
  requester_id: number;
  external_id: string | null;
  tags: string[];
}

export interface Ticket extends TicketFields {
  id: number;
  submitter_id: number;
  channel: Channel;
  description: string;
  is_public: boolean;
  created_at: string;
  updated_at: string;
  /** Unix seconds; moves with system changes too, which leave `updated_at` alone. */
  generated_timestamp: number;
  followupOf: number | null;
  followup_ids: number[];
  archived: boolean;
  deletion: { at: string; by: number; from: Status } | null;
  comments: Comment[];
  audits: Audit[];
}

export interface Comment {
  id: number;
  audit_id: number;
  author_id: number;
  public: boolean;
  body: string;
  html_body: string;
  channel: Channel;
  created_at: string;
  metadata: Record<string, unknown>;
}

export type AuditEvent = { id: number; type: string } & Record<string, unknown>;

export interface Audit {
  id: number;
  ticket_id: number;
  author_id: number;
  created_at: string;
  channel: Channel;
  custom: Record<string, unknown>;
  events: AuditEvent[];
}

export interface OAuthClient {
  id: number;
  identifier: string;
  name: string;
  kind: 'public' | 'confidential';
  secret: string;
  /** The most a token of this client can carry. */
  scopes: string[];
  redirectUris: string[];
  /** Whose authority a `client_credentials` token has. */
  ownerId: number;
  /** Seconds, or null for a client from before tokens expired. */
  defaultExpiresIn: number | null;
}

export interface AuthorizationCode {
  code: string;
  clientId: string;
  redirectUri: string;
  userId: number;
  scopes: string[];
  challenge: string | null;
  expiresAtMs: number;
}

export interface Token {
  id: number;
  access: string;
  refresh: string | null;
  clientId: string;
  userId: number;
  scopes: string[];
  created_at: string;
  usedAtMs: number | null;
  expiresAtMs: number | null;
  refreshExpiresAtMs: number | null;
}

export interface Attempt {
  id: string;
  status: string;
  response_status: number | null;
  completed_at: string;
}

export interface Invocation {
  id: string;
  event_type: string;
  event_id: string;
  payload: string;
  created_at: string;
  attempts: Attempt[];
}

export interface Webhook {
  id: string;
  name: string;
  description: string | null;
  status: 'active' | 'inactive';
  endpoint: string;
  http_method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  request_format: 'json' | 'xml' | 'form_encoded';
  subscriptions: string[];
  authentication: WebhookAuthentication | null;
  custom_headers: Record<string, string>;
  secret: string;
  created_at: string;
  created_by: number;
  updated_at: string;
  updated_by: number;
  invocations: Invocation[];
}

export type WebhookAuthentication =
  | { type: 'api_key'; add_position: 'header'; data: { name: string; value: string } }
  | { type: 'basic_auth'; add_position: 'header'; data: { username: string; password: string } }
  | { type: 'bearer_token'; add_position: 'header'; data: { token: string } };
