import type { AccountHealth, AccountState, EventType, OperationState } from '@nightdesk/sdk';

/** How a state looks: each has a colour of its own, and is never told by the colour alone. */
export type Tone = 'good' | 'busy' | 'warn' | 'bad' | 'idle';
export interface StateWords {
  word: string;
  tone: Tone;
}

export const accountStates: Record<AccountState, StateWords> = {
  connecting: { word: 'Connecting', tone: 'busy' },
  probing: { word: 'Checking rights', tone: 'busy' },
  live: { word: 'Live', tone: 'good' },
  needs_scopes: { word: 'Needs rights', tone: 'warn' },
  needs_reauth: { word: 'Needs reconnecting', tone: 'bad' },
  suspended: { word: 'Suspended', tone: 'bad' },
  paused: { word: 'Paused', tone: 'warn' },
  disconnected: { word: 'Disconnected', tone: 'idle' },
};

export const breakerStates: Record<AccountHealth['breaker']['state'], StateWords> = {
  closed: { word: 'Reachable', tone: 'good' },
  open: { word: 'Not reachable', tone: 'bad' },
  half_open: { word: 'Trying again', tone: 'busy' },
};

export const operationStates: Record<OperationState, StateWords> = {
  queued: { word: 'Queued', tone: 'idle' },
  sending: { word: 'Sending', tone: 'busy' },
  confirmed: { word: 'Confirmed', tone: 'good' },
  unknown: { word: 'Outcome unknown', tone: 'warn' },
  held: { word: 'Held', tone: 'warn' },
  failed: { word: 'Refused', tone: 'bad' },
  dead: { word: 'Given up', tone: 'bad' },
  cancelled: { word: 'Cancelled', tone: 'idle' },
  shadowed: { word: 'Not sent: shadow mode', tone: 'idle' },
};

export const stepStates: Record<'pending' | 'confirmed' | 'failed', StateWords> = {
  pending: { word: 'not yet', tone: 'idle' },
  confirmed: { word: 'done', tone: 'good' },
  failed: { word: 'failed', tone: 'bad' },
};

export const eventNames: Record<EventType, string> = {
  'ticket.created': 'Ticket created',
  'reply.added': 'Reply added',
  'note.added': 'Note added',
  'status.changed': 'Status changed',
  'tags.changed': 'Tags changed',
  'assignee.changed': 'Assignee changed',
  'priority.changed': 'Priority changed',
  'ticket.deleted': 'Ticket deleted',
  'ticket.frozen': 'Ticket frozen: a loop is suspected',
  'operation.confirmed': 'Operation confirmed',
  'operation.held': 'Operation held',
  'operation.failed': 'Operation failed',
  'operation.cancelled': 'Operation cancelled',
  'operation.shadowed': 'Operation recorded, not sent',
  'account.state_changed': 'Account state changed',
  'account.scopes_changed': 'Rights of the account changed',
  'incident.opened': 'Incident opened',
  'incident.resolved': 'Incident resolved',
  'account.shadowed': 'Account fell back to shadow mode',
};

const stepNames: Record<string, string> = {
  reply: 'Reply',
  note: 'Note',
  status: 'Status',
  addTags: 'Add tags',
  removeTags: 'Remove tags',
  assignee: 'Assignee',
};

const platformNames: Record<string, string> = {
  zendesk: 'Zendesk',
  freshdesk: 'Freshdesk',
  intercom: 'Intercom',
  'request-tracker': 'Request Tracker',
};

const credentialKinds: Record<string, string> = {
  oauth: 'OAuth',
  api_token: 'API token',
  api_key: 'API key',
};

export function credentialKind(kind: string): string {
  return credentialKinds[kind] ?? sentence(kind);
}

export function stepName(kind: string): string {
  return stepNames[kind] ?? sentence(kind);
}

export function platformName(platform: string): string {
  return platformNames[platform] ?? sentence(platform);
}

/** A site as it is read: an address without its scheme. */
export function siteName(site: string): string {
  return site.replace(/^https?:\/\//, '');
}

/** `on_hold` → `On hold`: for words that the contract leaves open. */
export function sentence(word: string): string {
  const spaced = word.replaceAll(/[_-]+/g, ' ').trim();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

const stopTones: Record<string, Tone> = {
  ...Object.fromEntries(Object.entries(operationStates).map(([state, { tone }]) => [state, tone])),
  done: 'good',
  processed: 'good',
  delivered: 'good',
  recorded: 'good',
  duplicate: 'idle',
  ignored: 'idle',
  pending: 'busy',
  retrying: 'warn',
  rejected: 'bad',
};

/** The tone of a timeline stop; a state that is not known here is shown plainly rather than wrongly. */
export function stopTone(state: string): Tone {
  return stopTones[state] ?? 'idle';
}
