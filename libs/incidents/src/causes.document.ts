import { accountCauses } from '@nightdesk/accounts';
import { incidentCauses } from './causes.js';

const top = `# Causes

What Nightdesk says when something is wrong, and what to do about it. Made from the tables in the code by
\`npm run docs:causes\`; a test fails when it is out of date.

An incident opens when its cause holds, is told within seconds, and resolves by itself when the cause is gone. Operators are
told of every incident (\`ALERT_EMAILS\`, \`ALERT_WEBHOOK_URLS\`, \`ALERT_SLACK_URLS\`), the account's own contact of what that
person can mend. What stays open is told again after \`REMIND_AFTER_MINUTES\`, then four times as long, and so on up to a day
(warnings: a week). A critical incident that nobody acknowledges is escalated to \`ESCALATION_EMAILS\` after
\`ESCALATE_AFTER_MINUTES\`. One that is so again within 10 minutes is the same incident, and nobody is told anew.

Webhooks get one signed JSON message for each alert (Standard Webhooks; \`GET /v1/alert-channels\` shows the secret):
\`{ id, type: "incident.opened" | "incident.reminder" | "incident.resolved", timestamp, data: { incident, account, waiting, pageUrl,
repair } }\`. The same \`webhook-id\` is the same message. An address that does not answer 2xx within 10 seconds is tried again
with growing pauses for a day; that it fails is an incident of its own, told to the others.
`;

/** The text of docs/causes.md. */
export function causesDocument(): string {
  const incidents = Object.entries(incidentCauses).flatMap(([cause, text]) => [
    `### ${text.title} (\`${cause}\`)`,
    '',
    `- Severity: ${text.severity}`,
    `- When: ${text.holds}`,
    ...(text.settleMs > 0 ? [`- Over: when it has not been so for ${text.settleMs / 60_000} min`] : []),
    `- What it means: ${text.effect}`,
    `- What to do: ${text.remedy}`,
    `- Told to: operators${text.audience === 'account' ? ' and the account’s contact' : ''}${text.repair ? ', who gets a link to connect it again' : ''}`,
    '',
  ]);
  const states = Object.entries(accountCauses).flatMap(([cause, { state, reason, effect, remedy }]) => [
    `### \`${cause}\`: ${state}`,
    '',
    `- ${reason}`,
    ...(effect ? [`- What it means: ${effect}`] : []),
    ...(remedy ? [`- What to do: ${remedy}`] : []),
    '',
  ]);
  return [
    top,
    '## Incidents',
    '',
    ...incidents,
    '## States of an account',
    '',
    'Every change of state is an `account.state_changed` event with its cause.',
    '',
    ...states,
  ].join('\n');
}
