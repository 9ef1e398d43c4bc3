import { stringify } from 'yaml';
import { incidentCauses } from '../../../libs/incidents/src/causes.js';
import { drillNames, drills } from '../../drill/drills.js';
import { type Alert, alerts } from './alerts.js';

const made =
  '# Made from the tables in the code by `npm run docs:causes`; a test fails when it is out of date.\n';

/** How GitHub names a heading in a link. */
export const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^a-z0-9 _-]/g, '')
    .replaceAll(' ', '-');

const pascal = (cause: string) =>
  cause.replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Where the runbook has a cause: with its drill, or among all others. */
function headingOf(cause: string, title: string): string {
  const drill = drillNames.find((name) => drills[name].cause === cause);
  return drill ? `${title} (\`${drill}\`)` : 'Everything else';
}

/** One alert for each cause of an incident, in the words of its table. */
const incidentAlerts = Object.entries(incidentCauses).map(
  ([cause, { title, severity, holds, effect, remedy }]) => ({
    name: `NightdeskIncident${pascal(cause)}`,
    heading: headingOf(cause, title),
    severity,
    expr: `max by (cause) (nightdesk_incidents{cause="${cause}"}) > 0`,
    for: '0m',
    summary: title,
    cause: `${holds} ${effect}`.trim(),
    remedy,
    labels: { cause },
    fires: { [`nightdesk_incidents{cause="${cause}",severity="${severity}"}`]: '0x5 2x30' },
    quiet: {},
  }),
);

const all: readonly (Alert & { heading: string })[] = [
  ...alerts.map((alert) => ({ ...alert, heading: alert.name })),
  ...incidentAlerts,
];

const annotationsOf = ({ summary, cause, remedy, heading }: (typeof all)[number]) => ({
  summary,
  cause,
  remedy,
  runbook_url: `docs/runbook.md#${anchorOf(heading)}`,
});

/** docs/monitoring/alert-rules.yml */
export function alertRules(): string {
  const rules = all.map((alert) => ({
    alert: alert.name,
    expr: alert.expr,
    for: alert.for,
    labels: { severity: alert.severity },
    annotations: annotationsOf(alert),
  }));
  return made + stringify({ groups: [{ name: 'nightdesk-alerts', rules }] }, { lineWidth: 0 });
}

/** Long enough for every `for` and every window of a rate. */
const eval_time = '20m';

interface Trial {
  input: Readonly<Record<string, string>>;
  /** With whether it fires. */
  alerts: readonly (readonly [alert: (typeof all)[number], fires: boolean])[];
}

const trial = ({ input, alerts: tried }: Trial) => ({
  interval: '1m',
  input_series: Object.entries(input).map(([series, values]) => ({ series, values })),
  alert_rule_test: tried.map(([alert, fires]) => {
    const exp_labels = { severity: alert.severity, ...alert.labels };
    const exp_alerts = fires ? [{ exp_labels, exp_annotations: annotationsOf(alert) }] : [];
    return { eval_time, alertname: alert.name, exp_alerts };
  }),
});

/** docs/monitoring/rules.test.yml: each alert fires when it should, and does not when something like it is so. */
export function ruleTests(): string {
  const own = all
    .slice(0, alerts.length)
    .flatMap((alert) => [
      trial({ input: alert.fires, alerts: [[alert, true]] }),
      trial({ input: alert.quiet, alerts: [[alert, false]] }),
    ]);
  // Every second cause holds, then every other one: each has neighbours that hold and do not.
  const ofCauses = [0, 1].map((half) => {
    const holds = incidentAlerts.filter((_, at) => at % 2 === half);
    return trial({
      input: Object.assign({}, ...holds.map(({ fires }) => fires)) as Record<string, string>,
      alerts: incidentAlerts.map((alert) => [alert, holds.includes(alert)] as const),
    });
  });
  const rule_files = ['recording-rules.yml', 'alert-rules.yml'];
  return (
    made +
    stringify({ rule_files, evaluation_interval: '1m', tests: [...own, ...ofCauses] }, { lineWidth: 0 })
  );
}

/** The part of docs/runbook.md about Nightdesk itself. */
export function alertsRunbook(): string[] {
  return [
    '## Nightdesk itself',
    '',
    'Alerts of Prometheus, by docs/monitoring/alert-rules.yml; every incident above is one as well (`NightdeskIncident…`).',
    '',
    ...alerts.flatMap(({ name, summary, cause, remedy }) => [
      `### ${name}`,
      '',
      `- What you see: ${summary}.`,
      `- Cause: ${cause}`,
      `- Remedy: ${remedy}`,
      '',
    ]),
  ];
}
