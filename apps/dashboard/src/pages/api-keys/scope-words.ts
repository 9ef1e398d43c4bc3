import type { ApiKey, RateTier } from '@nightdesk/sdk';

type Scope = ApiKey['scopes'][number];

/** What each scope allows, in the words of a person who decides about it. */
export const scopeWords: Record<Scope, { name: string; allows: string }> = {
  read: { name: 'Read', allows: 'Tickets, conversations, events and the state of everything.' },
  write: { name: 'Write', allows: 'Reply, note, tag, assign, change the status; replay what failed.' },
  admin: {
    name: 'Administer',
    allows: 'Connect and pause accounts, subscribers, keys, people and switches. Not for an automation.',
  },
};

export const scopes = Object.keys(scopeWords) as Scope[];

/** How many requests each tier allows; the figures are the installation's own (API_RATE_STANDARD, API_RATE_HIGH). */
export const tierWords: Record<RateTier, { name: string; allows: string }> = {
  standard: { name: 'Standard', allows: 'Ten a second, unless this installation is set otherwise.' },
  high: { name: 'High', allows: 'Ten times as many, for an automation that serves many accounts.' },
};

export const tiers = Object.keys(tierWords) as RateTier[];
