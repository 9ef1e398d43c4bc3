/** As whom a request comes. */
export const principals = [
  'admin',
  'reader',
  'writer',
  'one account',
  'session',
  'session without CSRF token',
  'nobody',
  'unknown key',
  'bad cookie',
] as const;
export type PrincipalName = (typeof principals)[number];

/** What stands in a path: one of what the installation knows under the name, or a text as it is. */
export type PathPart = { known: number } | { text: string };

/** One request of the description. */
export interface Shot {
  kind: 'request';
  operationId: string;
  method: string;
  path: string;
  parts: Readonly<Record<string, PathPart>>;
  query: string;
  principal: PrincipalName;
  headers: readonly (readonly [name: string, value: string])[];
  body: string | null;
}

/** A delivery to a webhook address: a real one of this number, changed. */
export interface WebhookShot {
  kind: 'webhook';
  real: number;
  changes: readonly WebhookChange[];
  isSigned: boolean;
  headers: readonly (readonly [name: string, value: string])[];
}
export const webhookChanges = [
  'cut',
  'flip',
  'double',
  'deep',
  'long number',
  'odd value',
  'random',
  'gzip',
  'utf-16',
  'too large',
  'nothing',
] as const;
export type WebhookChange = readonly [kind: (typeof webhookChanges)[number], at: number, odd: string];

/** Bytes on a connection of their own. */
export interface SocketShot {
  kind: 'socket';
  bytes: Buffer;
}

export type AnyShot = Shot | WebhookShot | SocketShot;
