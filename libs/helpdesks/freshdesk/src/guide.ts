import type { WebhookGuide } from '@nightdesk/helpdesks/contract';

export const secretHeader = 'X-Nightdesk-Secret';

/** Ids only: whatever people wrote is put into the body unescaped, and would break it. */
const bodyFor = (event: string) => JSON.stringify({ v: 1, event, ticket_id: '{{ticket.id}}' });

const label = {
  url: 'URL',
  header: 'Custom header',
  created: 'Content for ticket creation',
  updated: 'Content for ticket updates',
} as const;

/** Freshdesk has no API for webhooks: two automation rules send them, made once by an admin. */
export function guide({ url, secret }: { url: string; secret: string }): WebhookGuide {
  const action = (content: string) =>
    `As the action choose Trigger webhook: request type POST, “${label.url}” as the URL, no authentication, “${label.header}” as a custom header, encoding JSON, content Advanced, and “${content}” as the content.`;
  return {
    steps: [
      'In Freshdesk, as an admin, open Admin > Workflows > Automations > Ticket creation and choose New rule. Name it Nightdesk, and set no condition, or one that every ticket meets.',
      action(label.created),
      'Choose Preview and save, and then Save and enable.',
      'Open Admin > Workflows > Automations > Ticket updates and choose New rule. As who performs the action choose Agent or requester.',
      'As the events choose: reply is sent, note is added, status is changed, priority is changed, agent is changed, group is changed, tag is added or removed, and ticket is updated, as far as they are offered. Set no condition, or one that every ticket meets.',
      action(label.updated),
      'Choose Preview and save, and then Save and enable. If Freshdesk runs only the first matching rule for ticket updates, choose to run all matching rules, or put this one first.',
    ],
    values: [
      { label: label.url, value: url, isSecret: false },
      { label: label.header, value: `${secretHeader}: ${secret}`, isSecret: true },
      { label: label.created, value: bodyFor('ticket.created'), isSecret: false },
      { label: label.updated, value: bodyFor('ticket.updated'), isSecret: false },
    ],
  };
}
