import { platformName, sentence } from './words.js';

const capabilityWords: Record<string, string> = {
  'tickets:read': 'Reading tickets',
  'replies:write': 'Replies and notes',
  'status:write': 'Changes of status',
  'tags:write': 'Changes of tags',
  'assignee:write': 'Assigning',
};

/** What a kill switch stops, as the beginning of a sentence: `All writes`, `Everything at Zendesk`. */
export function stoppedBySwitch(name: string): string {
  const [kind = '', ...rest] = name.split(':');
  const of = rest.join(':');
  if (name === 'writes') return 'All writes';
  if (kind === 'platform') return `Everything at ${platformName(of)}`;
  return capabilityWords[of] ?? sentence(of);
}
