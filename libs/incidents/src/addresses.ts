import { sha256 } from '@nightdesk/platform/crypto';
import type { Config } from '@nightdesk/platform/config';
import type { Address, AlertedAccount } from './incidents.types.js';

/** Who is told, as configured. */
export type AlertConfig = Pick<
  Config,
  'SMTP_URL' | 'ALERT_EMAILS' | 'ALERT_WEBHOOK_URLS' | 'ALERT_SLACK_URLS' | 'ESCALATION_EMAILS'
>;

/**
 * The lane that sends to an address. All mails are one lane, since they share one server: while that hangs it takes one
 * slot. Each URL has its own.
 */
export function laneOf({ channel, target }: Pick<Address, 'channel' | 'target'>): string {
  return channel === 'email' ? 'email' : `${channel}.${sha256(target).slice(0, 16)}`;
}

/** The address as it may be shown: of a URL the host, and enough to tell two of one host apart. */
export function shownTarget({ channel, target }: Pick<Address, 'channel' | 'target'>): string {
  if (channel === 'email') return target;
  const host = URL.canParse(target) ? new URL(target).host : 'an address that is no URL';
  return `${host} (${channel} ${sha256(target).slice(0, 6)})`;
}

/** Those who operate this Nightdesk. Without SMTP_URL there is no mail. */
export function operators(config: AlertConfig): Address[] {
  return [
    ...emails(config, config.ALERT_EMAILS, 'operators'),
    ...config.ALERT_WEBHOOK_URLS.map((target) => ({ channel: 'webhook' as const, target })),
    ...config.ALERT_SLACK_URLS.map((target) => ({ channel: 'slack' as const, target })),
  ].map((address) => ({ ...address, audience: 'operators' }));
}

/** Those to whom it is escalated. */
export function second(config: AlertConfig): Address[] {
  return emails(config, config.ESCALATION_EMAILS, 'second');
}

/** The account's own contact. */
export function contact(config: AlertConfig, account: AlertedAccount): Address[] {
  const { adminEmail, adminWebhookUrl } = account;
  return [
    ...emails(config, adminEmail ? [adminEmail] : [], 'account'),
    ...(adminWebhookUrl
      ? [{ channel: 'webhook' as const, target: adminWebhookUrl, audience: 'account' as const }]
      : []),
  ];
}

/** Each address once; the first of two wins, so the contact's (with its link) goes before the operators'. */
export function distinct(addresses: readonly Address[]): Address[] {
  return [
    ...new Map(addresses.toReversed().map((one) => [`${one.channel} ${one.target}`, one])).values(),
  ].toReversed();
}

function emails(
  { SMTP_URL }: AlertConfig,
  targets: readonly string[],
  audience: Address['audience'],
): Address[] {
  return SMTP_URL === undefined ? [] : targets.map((target) => ({ channel: 'email', target, audience }));
}
