import type { Capability } from '@nightdesk/helpdesks/contract';

/** What must be ticked for each capability, by the Developer Hub's labels. */
const labelsFor = {
  'tickets:read': ['Read conversations', 'Read tickets'],
  'replies:write': ['Write conversations', 'Write tickets'],
  'status:write': ['Write conversations', 'Write tickets'],
  'tags:write': ['Read tags', 'Write tags', 'Write conversations', 'Write tickets'],
  'assignee:write': ['Write conversations', 'Write tickets'],
} as const satisfies Record<Capability, readonly string[]>;

/** Every scope that Nightdesk uses. Contacts and admins are not read, so their scopes are not asked for. */
export const scopeLabels: readonly string[] = [...new Set(Object.values(labelsFor).flat())];

/** Errors say `write_conversations` where the Hub says “Write conversations”. */
const labelOf = (name: string) => {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

export function remedy(capability: Capability, missingScopes: readonly string[]): string {
  const labels = missingScopes.length > 0 ? missingScopes.map(labelOf) : labelsFor[capability];
  const ticks = labels.map((label) => `“${label}”`).join(' and ');
  return `In Intercom’s Developer Hub open your app > Configure > Authentication, tick ${ticks}, save, and connect the account again.`;
}
