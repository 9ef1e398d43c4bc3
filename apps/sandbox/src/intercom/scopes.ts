/** The scopes of the Developer Hub that the sandbox knows, with the Hub's own labels. */
export const scopeLabels = {
  read_conversations: 'Read conversations',
  write_conversations: 'Write conversations',
  read_tickets: 'Read tickets',
  write_tickets: 'Write tickets',
  read_tags: 'Read tags',
  write_tags: 'Write tags',
  read_admins: 'Read admins',
  read_one_admin: 'Read one admin',
  read_users: 'Read users and companies',
  read_one_user: 'Read one user and one company',
  delete_conversations_and_metrics: 'Delete conversations and metrics',
} as const;
export type Scope = keyof typeof scopeLabels;
export const scopes = Object.keys(scopeLabels) as [Scope, ...Scope[]];

/** What the seeded app has ticked: all that reading and answering conversations and tickets needs. */
export const neededScopes: Scope[] = [
  'read_conversations',
  'write_conversations',
  'read_tickets',
  'write_tickets',
  'read_tags',
  'write_tags',
  'read_admins',
  'read_users',
];
