import type { WebhookGuide } from '@nightdesk/helpdesks/contract';

/**
 * Everything that changes what Nightdesk shows. Intercom announces no tag that was taken off, and no tag of a ticket: those
 * are found by reading.
 */
export const topics: readonly string[] = [
  ...[
    'user.created',
    'user.replied',
    'admin.single.created',
    'admin.replied',
    'admin.noted',
    'admin.assigned',
    'admin.open.assigned',
    'admin.closed',
    'admin.opened',
    'admin.snoozed',
    'admin.unsnoozed',
    'operator.replied',
    'priority.updated',
    'contact.attached',
    'contact.detached',
    'deleted',
  ].map((topic) => `conversation.${topic}`),
  'conversation_part.tag.created',
  'conversation_part.redacted',
  ...[
    'created',
    'contact.replied',
    'admin.replied',
    'note.created',
    'admin.assigned',
    'team.assigned',
    'state.updated',
    'attribute.updated',
    'closed',
    'resolved',
    'contact.attached',
    'contact.detached',
  ].map((topic) => `ticket.${topic}`),
];

export function guide({ url }: { url: string }): WebhookGuide {
  return {
    steps: [
      'In Intercom open Settings > Integrations > Developer Hub and choose your app.',
      'Under Configure > Webhooks paste “Endpoint URL” as the endpoint. Intercom checks it at once.',
      'Under “Topics” on the same page choose each of the topics listed here, and save. A topic that Intercom does not offer needs its read scope first (Configure > Authentication).',
      'Choose “Send test request”: the ping shows here when it has arrived.',
      'One endpoint serves every workspace that has the app, so this is done once for the app and not for each account.',
    ],
    values: [
      { label: 'Endpoint URL', value: url, isSecret: false },
      { label: 'Topics', value: topics.join('\n'), isSecret: false },
    ],
  };
}
