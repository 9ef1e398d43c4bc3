import { incidentCauses } from '../../libs/incidents/src/causes.js';
import { alertsRunbook } from './monitoring/rules.js';
import { drillNames, drills } from '../drill/drills.js';

const top = `# Runbook

For whoever is on call. The overview names what is wrong, the account's page says what to do; here is the same, for before and
after. Made from the tables in the code by \`npm run docs:causes\`; a test fails when it is out of date. Every fault of the first
part can be tried: \`npm run drill -- NAME\` starts a whole installation with a helpdesk of its own, breaks that one thing, and
says where to look (\`--once\`: checks, repairs, and waits until the incident is over by itself).

In general: an incident opens within seconds and resolves by itself when its cause is gone, so there is nothing to tick off. “I
see to it” stops the reminders. Nothing that waits is lost, and nobody needs to send anything again.
`;

const places = {
  account: 'The overview names the account and the cause; the account’s page has the same with the remedy.',
  overview: 'The overview names the cause and the endpoint.',
  banner: 'A banner over every page.',
} as const;

/** The text of docs/runbook.md. */
export function runbookText(): string {
  const drilled = drillNames.flatMap((name) => {
    const { cause, fault, seen, steps } = drills[name];
    const text = incidentCauses[cause];
    return [
      `## ${text?.title ?? 'No worker is running'} (\`${name}\`)`,
      '',
      `- What happened: ${fault}`,
      `- What you see: ${places[seen]}`,
      ...(text
        ? [`- Cause: \`${cause}\`. ${text.holds}`, `- Effect: ${text.effect}`, `- Remedy: ${text.remedy}`]
        : ['- Effect: Webhooks and commands are stored and wait; nothing is read, sent or told.']),
      `- Try it: \`npm run drill -- ${name}\``,
      '',
      ...steps.map((step, at) => `${at + 1}. ${step}`),
      '',
    ];
  });
  const told = new Set<string>(drillNames.map((name) => drills[name].cause));
  const others = Object.entries(incidentCauses)
    .filter(([cause]) => !told.has(cause))
    .map(([cause, { title, effect, remedy }]) => `- **${title}** (\`${cause}\`): ${effect} _${remedy}_`);
  return [top, ...drilled, ...alertsRunbook(), '## Everything else', '', ...others, ''].join('\n');
}
