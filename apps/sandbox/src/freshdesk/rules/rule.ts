/** What sets an automation rule off, as faults and journals name it. */
export const ruleEvents = ['ticket.created', 'ticket.updated'] as const;
export type RuleEvent = (typeof ruleEvents)[number];
/** Whose doing sets it off. There is no way to leave out one agent. */
export const performers = ['anyone', 'requester', 'agent'] as const;
export type Performer = (typeof performers)[number];

/** One automation rule with the action "Trigger webhook". Only people make them; the API knows nothing of rules. */
export interface Rule {
  id: number;
  name: string;
  active: boolean;
  event: RuleEvent;
  performedBy: Performer;
  url: string;
  headers: Record<string, string>;
  /** JSON with placeholders in it, e.g. `{"ticket_id":"{{ticket.id}}"}`. */
  body: string;
  /** How long after the event the rule runs. */
  delaySeconds: number;
  created_at: string;
  deliveries: Delivery[];
  /** Mails to the admins about webhooks that were given up. */
  failureMails: number;
}

export interface Delivery {
  at: string;
  event: RuleEvent;
  ticketId: number;
  body: string;
  attempts: { at: string; status: number | null }[];
  state: 'under way' | 'delivered' | 'given up' | 'dropped';
}
