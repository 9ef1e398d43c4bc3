import type { AuditLine } from '@nightdesk/sdk';
import { counted } from '../../format/number.js';
import { stoppedBySwitch } from '../../format/switches.js';
import { platformName, sentence, siteName } from '../../format/words.js';

/** What accounts and subscribers are called, by id. */
export type Names = ReadonlyMap<string, string>;

type Words = (line: AuditLine, name: string) => string;

const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
const because = ({ details }: AuditLine) => (text(details['reason']) ? `: ${text(details['reason'])}` : '');
const percent = (value: unknown) => `${Math.round(Number(value) * 1_000) / 10} %`;
const ofCount = ({ details }: AuditLine, one: string, many?: string) =>
  counted(Number(details['count'] ?? 0), one, many);

/** What was done, as the end of a sentence that begins with who did it. Only what is in the details is told. */
const words: Record<string, Words> = {
  'account.connected': (_, name) => `connected ${name}`,
  'account.reconnected': (_, name) => `connected ${name} again`,
  'account.second_credential': (_, name) => `gave ${name} a credential of its own for writes`,
  'account.disconnected': (_, name) => `disconnected ${name}`,
  'account.paused': (line, name) => `paused ${name}${because(line)}`,
  'account.resumed': (_, name) => `resumed ${name}`,
  'account.live_share': (line, name) =>
    `changed how much of ${name} is live from ${text(line.details['from'])} % to ${text(line.details['to'])} %${because(line)}`,
  'account.error_slo': ({ details }, name) =>
    `changed how many failures end the trial of ${name}, from ${percent(details['from'])} to ${percent(details['to'])}`,
  'account.required_capabilities': (_, name) => `changed what ${name} must be allowed`,
  'api_key.created': ({ details }, name) => `made the API key ${text(details['name']) || name}`,
  'api_key.revoked': (_, name) => `revoked the API key ${name}`,
  'ceiling.changed': ({ details }, name) =>
    details['to'] === null
      ? `took back the share of the limit that was set for ${name}`
      : `set the share of the limit that may be used for ${name} to ${percent(details['to'])}`,
  'connect_session.made': ({ details }) =>
    `made a link to connect ${details['platform'] ? platformName(text(details['platform'])) : 'a helpdesk'}`,
  'dead_letters.discarded': ({ details }) =>
    `discarded ${counted(Number(details['discarded'] ?? 0), 'dead letter')}`,
  'deliveries.replayed': (line, name) =>
    `sent ${ofCount(line, 'dead delivery', 'dead deliveries')} to ${name} again`,
  'events.replayed': (line, name) => `sent ${ofCount(line, 'event')} to ${name} again`,
  'incident.acknowledged': ({ details }) =>
    `sees to the incident “${sentence(text(details['cause'])).toLowerCase()}”`,
  'keys.resealed': ({ details }) => `sealed ${text(details['resealed'])} secrets anew`,
  'operation.cancelled': () => 'cancelled an operation',
  'operation.decided': ({ details }) =>
    `said what became of an operation: ${sentence(text(details['decision'])).toLowerCase()}`,
  'operation.replayed': () => 'tried an operation again',
  'person.erased': ({ details }) =>
    `deleted what was stored of a person: ${counted(Number(details['tickets'] ?? 0), 'ticket')}`,
  'repair_link.made': (_, name) => `made a link to repair ${name}`,
  'replay.started': ({ details }) =>
    `started a replay of ${counted(Number(details['operations'] ?? 0), 'dead letter')}`,
  'replay.cancelled': () => 'cancelled a replay',
  'secret.read': (_, name) => `opened a secret of ${name} to use it`,
  'subscriber.created': ({ details }, name) => `made the subscriber ${text(details['host']) || name}`,
  'subscriber.changed': (_, name) => `changed the subscriber ${name}`,
  'subscriber.disabled': (_, name) => `turned the subscriber ${name} off`,
  'subscriber.enabled': (_, name) => `turned the subscriber ${name} on`,
  'subscriber.removed': (_, name) => `deleted the subscriber ${name}`,
  'subscriber.secret_rotated': (_, name) => `changed the signing secret of ${name}`,
  'switch.set': (line) => `switched off ${lower(stoppedBySwitch(line.subject))}${because(line)}`,
  'switch.released': ({ subject }) => `released ${lower(stoppedBySwitch(subject))}`,
  'ticket.released': ({ details }, name) =>
    `released the frozen ticket #${text(details['ticketId'])} of ${name}`,
  'user.created': ({ details }, name) => `made the first operator ${text(details['email']) || name}`,
  'user.invited': ({ details }, name) =>
    `invited ${text(details['email']) || name} as ${text(details['role']) === 'viewer' ? 'a viewer' : 'an operator'}`,
  'user.role_changed': ({ details }, name) =>
    `made ${text(details['email']) || name} ${text(details['to']) === 'viewer' ? 'a viewer' : 'an operator'}`,
  'user.link_made': ({ details }, name) => `made a password link for ${text(details['email']) || name}`,
  'user.signed_out': ({ details }, name) => `signed ${text(details['email']) || name} out everywhere`,
  'user.removed': ({ details }, name) => `removed ${text(details['email']) || name}`,
  'user.password_changed': ({ actor, subject }, name) =>
    actor.id === subject ? 'chose a new password' : `set the password of ${name} from ADMIN_PASSWORD`,
  'webhook.repaired': (_, name) => `set the webhook of ${name} up again`,
  'webhooks.discarded': (line) => `discarded ${ofCount(line, 'dead webhook')}`,
  'webhooks.replayed': (line, name) => `tried ${ofCount(line, 'dead webhook')} of ${name} again`,
};

/** Who did it, as the beginning of the sentence. */
export function whoDid({ actor }: Pick<AuditLine, 'actor'>): string {
  if (actor.id === 'system') return 'Nightdesk';
  if (actor.id.startsWith('lnk_')) return 'Somebody with a link';
  const name = actor.name ?? `${actor.id} (gone)`;
  return actor.kind === 'key' ? `The key ${name}` : name;
}

/** What was done, as the rest of it. An action that is not known here is told by its own name. */
export function whatWasDone(line: AuditLine, names: Names): string {
  const id = line.subject.replace(/^account:/, '');
  const [kind, of] = line.subject.split(':');
  const platform = kind === 'platform' && of !== undefined ? platformName(of) : undefined;
  const known = names.get(id);
  const name = line.subjectName ?? (known === undefined ? undefined : siteName(known)) ?? platform ?? id;
  return words[line.action]?.(line, name) ?? `did ${line.action.replaceAll(/[._]/g, ' ')} to ${name}`;
}

/** What may be asked for, by the beginning of its actions. */
export const actionGroups = [
  { value: 'account.', label: 'Accounts' },
  { value: 'api_key.', label: 'API keys' },
  { value: 'user.', label: 'People and passwords' },
  { value: 'switch.', label: 'Switches' },
  { value: 'ceiling.', label: 'Shares of limits' },
  { value: 'subscriber.', label: 'Subscribers' },
  { value: 'operation.', label: 'Operations' },
  { value: 'replay.', label: 'Replays' },
  { value: 'dead_letters.', label: 'Dead letters' },
  { value: 'incident.', label: 'Incidents' },
  { value: 'secret.', label: 'Secrets that were opened' },
];

const lower = (words: string) => words.charAt(0).toLowerCase() + words.slice(1);
