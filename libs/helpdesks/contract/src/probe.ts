import type { Capability, Person } from './model.js';

/** Who a credential belongs to. */
export interface Identity {
  user: Person;
  /** The platform's word for the role (`admin`, `agent`, …). */
  platformRole: string;
  isAdmin: boolean;
  /** The site as the platform names it, where the person does not type it (an Intercom workspace id). */
  site?: string | undefined;
  /** What the credential was granted; empty where the platform has no scopes or does not tell them. */
  scopes: string[];
  expiresAt: Date | null;
}

/** `unknown`: nothing without a side effect can tell; the first real write will. */
export const verdicts = ['granted', 'missing', 'unknown'] as const;
export type Verdict = (typeof verdicts)[number];

/** The one call that a finding rests on. */
export interface Evidence {
  /** Method and route with names for values: `PUT /api/v2/tickets/:id`. */
  call: string;
  status: number | null;
  /** The platform's request id, for its support. */
  requestId: string | null;
  /** What it showed, as a sentence. */
  says: string;
}

/** What a probe found of one capability. */
export interface Finding {
  capability: Capability;
  verdict: Verdict;
  evidence: Evidence;
  /** With `missing`: what to add and where to click, in the platform's words. */
  remedy: string | null;
}

export interface Probe {
  identity: Identity;
  /** One for each capability that was asked for, in that order. */
  findings: Finding[];
}
