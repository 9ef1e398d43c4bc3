import { type CauseText, causeText } from './causes.js';
import type { ClaimedAlert } from './alerts.store.js';
import type { AlertKind } from './incidents.types.js';

/** One alert with everything that it tells. */
export interface Telling extends Pick<ClaimedAlert, 'seq' | 'kind' | 'incident' | 'account' | 'waiting'> {
  /** The page that shows more; people log in there. */
  pageUrl: string;
  /** Where the account's contact connects it again without a login, once; null where that mends nothing. */
  repair: { url: string; expiresAt: Date } | null;
}

const marks: Record<AlertKind, string> = {
  opened: '',
  reminder: 'Still open: ',
  escalated: 'Not seen to: ',
  resolved: 'Resolved: ',
};

const when = (instant: Date) => `${instant.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
const counted = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`;

/** `Still open: Must be connected again: acme (zendesk)`. */
export function titleOf({ kind, incident, account }: Telling): string {
  const { title } = causeText(incident.cause);
  const what = account ? `${account.site} (${account.platform})` : incident.subject;
  return `${marks[kind]}${title}${what ? `: ${what}` : ''}`;
}

/** The subject of a mail about one incident or several. */
export function subjectOf(tellings: readonly Telling[]): string {
  const [first] = tellings;
  if (first && tellings.length === 1) return `[Nightdesk] ${titleOf(first)}`;
  const opened = tellings.filter(({ kind }) => kind !== 'resolved').length;
  const parts = [
    ...(opened > 0 ? [counted(opened, 'incident')] : []),
    ...(opened < tellings.length ? [`${tellings.length - opened} resolved`] : []),
  ];
  return `[Nightdesk] ${parts.join(', ')}`;
}

/** The lines that every channel tells, label and text; a label is empty where the text speaks for itself. */
export function linesOf(telling: Telling): [label: string, text: string][] {
  const { kind, incident, account, pageUrl, repair } = telling;
  const text = causeText(incident.cause);
  if (kind === 'resolved') return [['', over(telling)], ...since(telling), ['Details', pageUrl]];
  return [
    ['', incident.reason],
    ...(text.effect ? [['What it means', text.effect] as [string, string]] : []),
    ...(incident.remedy ? [['What to do', incident.remedy] as [string, string]] : []),
    ...since(telling),
    ...(account ? [['What waits', waits(telling)] as [string, string]] : []),
    ...repairLines(repair),
    ['Details', pageUrl],
  ];
}

/** The text of a mail. */
export function textOf(tellings: readonly Telling[]): string {
  return `${tellings.map(block).join('\n\n----\n\n')}\n`;
}

function block(telling: Telling): string {
  const lines = linesOf(telling).map(([label, text]) => (label ? `${label}: ${text}` : text));
  return [titleOf(telling), '', ...lines].join('\n');
}

const over = ({ incident: { details } }: Telling) =>
  details['ended'] === 'paused' || details['ended'] === 'disconnected'
    ? `Nobody is reminded any more, because the account is ${details['ended']}.`
    : 'This is no longer so; nothing has to be done.';

const since = ({ incident: { openedAt, resolvedAt } }: Telling): [string, string][] => [
  ['Since', resolvedAt ? `${when(openedAt)} until ${when(resolvedAt)}` : when(openedAt)],
];

function waits({ waiting: { operations, deliveries } }: Telling): string {
  if (operations + deliveries === 0) return 'nothing';
  return `${counted(operations, 'operation')} to the helpdesk, ${counted(deliveries, 'change')} from it`;
}

const repairLines = (repair: Telling['repair']): [string, string][] =>
  repair
    ? [
        [
          'Connect it again (no login; this link works once, until ' + when(repair.expiresAt) + ')',
          repair.url,
        ],
      ]
    : [];

/** The body of a webhook; for programs, so with everything and without sentences of ours where there is a field. */
export function payloadOf(telling: Telling, at: Date): object {
  const { seq, kind, incident, account, waiting, pageUrl, repair } = telling;
  const { title, effect }: CauseText = causeText(incident.cause);
  return {
    id: messageId(seq),
    type: `incident.${kind}`,
    timestamp: at.toISOString(),
    data: {
      incident: { ...incident, title, effect },
      account,
      waiting: account ? waiting : null,
      pageUrl,
      repair,
    },
  };
}

/** By which a receiver tells that it has a message already. */
export const messageId = (seq: string) => `alert_${seq}`;

/** The body for Slack's incoming webhooks, and those that are like them. */
export function slackOf(tellings: readonly Telling[]): object {
  const blocks = tellings.flatMap((telling) => [
    section(
      `${telling.kind === 'resolved' ? ':white_check_mark:' : ':rotating_light:'} *${escaped(titleOf(telling))}*`,
    ),
    section(
      linesOf(telling)
        .map(([label, text]) => (label ? `*${escaped(label)}:* ${escaped(text)}` : escaped(text)))
        .join('\n'),
    ),
  ]);
  return { text: escaped(subjectOf(tellings).replace('[Nightdesk] ', '')), blocks };
}

/** Slack refuses a text of more than 3,000 characters. */
const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text: text.slice(0, 2_900) } });

/** Else a site's or a platform's words could become links and mentions. */
const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
