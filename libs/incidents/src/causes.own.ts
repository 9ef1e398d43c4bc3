import type { CauseText } from './causes.js';
import type { Details } from './incidents.types.js';

type OwnCause = Omit<CauseText, 'settleMs'> & { settleMinutes?: number };

/** `2026-11-22 20:11 UTC`, of an instant as JSON has it. */
const at = (details: Details, name: string) =>
  typeof details[name] === 'string'
    ? `${new Date(details[name]).toISOString().slice(0, 16).replace('T', ' ')} UTC`
    : 'an unknown time';
const text = (details: Details, name: string) => {
  const value = details[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '?';
};
const some = (details: Details, one: string, many = `${one}s`) =>
  `${text(details, 'count')} ${details['count'] === 1 ? one : many}`;
const toOperators = { audience: 'operators', repair: false, page: 'account' } as const;
const toContact = { audience: 'account', repair: true, page: 'account' } as const;

/** Causes beside the states of accounts. */
export const ownCauses: Readonly<Record<string, OwnCause>> = {
  refresh_failing: {
    ...toContact,
    severity: 'critical',
    title: 'The token cannot be renewed',
    holds: 'Renewing the access token keeps failing, and 90 % of its lifetime are over.',
    says: (d) =>
      `Renewing the access token has failed ${text(d, 'failures')} times; it ends at ${at(d, 'expiresAt')}.`,
    effect: 'Everything still works until the token ends; then nothing is read or sent.',
    remedy: 'Check that the platform is reachable. If it stays so, connect the account again.',
  },
  credential_ending: {
    ...toContact,
    severity: 'warning',
    title: 'The credential is about to end',
    holds:
      'Nothing renews the credential and it ends within 60 days, or its refresh token ends within 7 days.',
    says: (d) => `The credential ends at ${at(d, 'endsAt')}: ${text(d, 'daysLeft')} days are left.`,
    effect: 'Everything works until then; after it nothing is read or sent.',
    remedy: 'Connect the account again by OAuth: it keeps its id, its history and what waits.',
  },
  scope_drift: {
    ...toContact,
    severity: 'warning',
    title: 'Rights were lost',
    holds: 'The credential may no longer do something that it could do, though the account does not need it.',
    says: (d) => `The credential may no longer do: ${text(d, 'capabilities')}.`,
    effect: 'Operations that need it are held; everything else goes on.',
    remedy:
      'Give the right back at the platform (the account’s page says which and where), then check again.',
  },
  error_rate: {
    ...toOperators,
    severity: 'warning',
    title: 'More than 1 % of the calls fail',
    holds: 'Of at least 20 calls to the platform within 5 minutes more than 1 % failed.',
    settleMinutes: 5,
    says: (d) => `${text(d, 'failures')} of ${text(d, 'calls')} calls in 5 minutes failed.`,
    effect: 'Reads are repeated and writes are checked before they are sent again; both come later.',
    remedy: 'Look at the platform’s status page, and at the account’s latest failures on its page.',
  },
  oldest_write: {
    ...toOperators,
    severity: 'critical',
    title: 'Writes wait too long',
    holds: 'A write of an account that works waits longer than OLDEST_WRITE_MINUTES.',
    settleMinutes: 1,
    says: (d) => `${some(d, 'write waits', 'writes wait')} too long, the oldest since ${at(d, 'oldestAt')}.`,
    effect: 'Answers reach customers late. Nothing is lost, and the order per ticket stays.',
    remedy:
      'The account’s page says what they wait for: its budget, foreign use of the limit, or the platform.',
  },
  webhook_silent: {
    ...toOperators,
    severity: 'warning',
    title: 'Webhooks have stopped coming',
    holds:
      'An account that got at least 20 webhooks a day has got none for 20 times its usual gap, and for at least 30 minutes.',
    says: (d) =>
      `No webhook since ${at(d, 'lastAt')}; usually there is one every ${text(d, 'gapMinutes')} min. ` +
      `Changes that sweeps have found since: ${text(d, 'found')}.`,
    effect:
      'Changes are learnt by sweeps, minutes late. If nobody worked there in that time, nothing is wrong.',
    remedy: 'Check the webhook at the platform: that it is active, and that its URL is ours.',
  },
  webhook_gone: {
    ...toOperators,
    severity: 'warning',
    title: 'The webhook is gone',
    holds: 'The daily check found our webhook deleted or disabled at the platform and could not repair it.',
    says: (d) => `Our webhook does not work at the platform: ${text(d, 'problem')}`,
    effect: 'Changes are learnt by sweeps, minutes late.',
    remedy: 'Set the webhook up again as the account’s page shows, or connect the account again.',
  },
  signature_failures: {
    ...toOperators,
    severity: 'warning',
    title: 'Webhooks with a wrong signature',
    holds: 'Within the last 10 minutes a webhook came whose signature is wrong.',
    says: (d) =>
      `The last webhook with a wrong signature came at ${at(d, 'lastAt')} (${text(d, 'count')} so far).`,
    effect: 'They are refused. If they are real, their changes are learnt by sweeps only.',
    remedy:
      'Compare the signing secret at the platform with the account’s page. If the secrets agree, somebody else sends them: nothing is wrong.',
  },
  clock_skew: {
    ...toOperators,
    severity: 'critical',
    title: 'Clocks differ',
    holds:
      'A webhook with a right signature was refused for its time stamp, over WEBHOOK_TOLERANCE_MINUTES from our clock, and none was believed since.',
    says: (d) =>
      `A genuine webhook of ${at(d, 'at')} was stamped ${Math.abs(Number(d['seconds']))} s ${Number(d['seconds']) > 0 ? 'ahead of' : 'behind'} our clock.`,
    effect: 'Webhooks of the account are refused; its changes are learnt by sweeps, minutes late.',
    remedy:
      'Compare the clocks of the hosts that run Nightdesk with a time server (timedatectl, chronyc tracking) and correct them. If they are right, the platform sends old webhooks: look at its status page.',
  },
  platform_slow: {
    ...toOperators,
    severity: 'warning',
    title: 'The platform answers slowly',
    holds: 'Of at least 5 calls within 2 minutes the average took more than 2 seconds.',
    settleMinutes: 1,
    says: (d) => `The last ${text(d, 'calls')} calls took ${text(d, 'seconds')} s each on average.`,
    effect: 'Reads and writes of this account come late; other accounts are not held up. Nothing is lost.',
    remedy: 'Look at the platform’s status page. Nothing needs to be done here: it goes on by itself.',
  },
  foreign_use: {
    ...toOperators,
    severity: 'warning',
    title: 'Others use up the limit',
    holds:
      'Other programs use more than half of the calls that the platform allows the account, or it refused at least 2 of our calls within 3 minutes for its limit.',
    settleMinutes: 1,
    says: (d) =>
      d['foreign'] === null
        ? `The platform refused ${text(d, 'refused')} of our calls within 3 minutes for its limit, though we stay below it.`
        : `Other programs used ${text(d, 'foreign')} of ${text(d, 'limit')} calls of the platform’s limit.`,
    effect: 'Reads wait for what the others leave, and writes go first. Nothing is lost.',
    remedy:
      'Find out at the platform which other app or script calls its API (its admin pages list API use by token or app), and slow that down. Or raise the limit there.',
  },
  breaker_open: {
    ...toOperators,
    severity: 'critical',
    title: 'The platform fails',
    holds: 'Calls to the account’s platform have been stopped for over a minute, because they kept failing.',
    settleMinutes: 1,
    says: (d) => `No call goes out since ${at(d, 'since')}: ${text(d, 'problem')}.`,
    effect: 'Work is held, loses no attempt, and goes on by itself as soon as the platform answers.',
    remedy: 'Look at the platform’s status page. Nothing needs to be done here.',
  },
  dead_letters: {
    ...toOperators,
    severity: 'critical',
    title: 'Writes were given up',
    page: 'dead-letters',
    holds:
      'In the last 7 days writes failed or were given up that nobody has replayed or discarded. Those that a condition of the automation itself ended do not count.',
    says: (d) => `${some(d, 'write')} did not reach the helpdesk: ${text(d, 'causes')}.`,
    effect: 'What they should have changed or answered is not on the tickets.',
    remedy: 'Read what they have in common on the page of dead letters; then replay or discard them.',
  },
  review_waiting: {
    ...toOperators,
    severity: 'critical',
    title: 'A person must say what became of writes',
    holds: 'The platform cannot tell whether a write of ours arrived, so a person must look.',
    says: (d) =>
      `${some(d, 'write waits', 'writes wait')} for a person, the oldest since ${at(d, 'oldestAt')}.`,
    effect: 'Everything else on those tickets waits behind them.',
    remedy: 'Open them on the page, look at the ticket, and say: landed, send again, or give up.',
  },
  ticket_frozen: {
    ...toOperators,
    severity: 'critical',
    title: 'A ticket is frozen',
    holds: 'Our own writes changed a ticket too often in a short time, as in a loop.',
    says: (d) =>
      `Our own writes changed ticket ${text(d, 'ticketId')} ${text(d, 'changes')} times in a short time.`,
    effect: 'Operations on that ticket are accepted and wait; all other tickets go on.',
    remedy: 'Find out why the automation answers its own changes, then release the ticket on its page.',
  },
  account_shadowed: {
    ...toOperators,
    severity: 'critical',
    title: 'Fell back to shadow mode',
    holds: 'Too many of the account’s operations failed while its automation was being tried.',
    says: (d) => text(d, 'problem'),
    effect: 'Operations are recorded, and none is sent.',
    remedy: 'Read why they failed, correct it, then raise the account’s live share again.',
  },
  synthetic_failing: {
    ...toOperators,
    severity: 'critical',
    title: 'The synthetic check fails',
    holds:
      'Two round trips in a row on the account’s sandbox ticket failed, or fewer than 90 % of at least ten within a day were in time.',
    says: (d) =>
      `${text(d, 'good')} of ${text(d, 'runs')} round trips in 24 h were in time; the last problem: ${text(d, 'problem')}`,
    effect:
      'What an automation asks of the account may fare the same: its writes, or the webhooks that tell of changes, do not arrive in time.',
    remedy:
      'The page of the sandbox ticket shows where the last round trip ended: at the platform, or on the way back. Is the ticket still open there?',
  },
  subscriber_failing: {
    ...toOperators,
    severity: 'critical',
    title: 'A subscriber does not take events',
    page: 'overview',
    holds: 'An endpoint of the automation has answered nothing but failures for over 10 minutes.',
    says: (d) => `${text(d, 'host')} has failed since ${at(d, 'since')}.`,
    effect: 'Its events wait and are tried again for three days; after a day the subscriber is disabled.',
    remedy: 'Mend the endpoint: it must answer 2xx within 15 seconds.',
  },
  subscriber_disabled: {
    ...toOperators,
    severity: 'critical',
    title: 'A subscriber is disabled',
    page: 'overview',
    holds: 'An endpoint of the automation failed for a day, or said that it is gone.',
    says: (d) => `${text(d, 'host')} is disabled since it has failed for a day, or answered 410.`,
    effect: 'It gets no events: what was pending is kept, what happens now is in the feed only.',
    remedy:
      'Mend the endpoint, register it anew (POST /v1/subscribers) and remove this one; fetch what it missed by GET /v1/events.',
  },
  worker_lost: {
    ...toOperators,
    severity: 'warning',
    title: 'A worker died',
    page: 'overview',
    holds:
      'A worker has not been seen for a minute, did not say goodbye, and none was started since. When no worker is left nobody can send an alert: then the page and GET /v1/health/system say so.',
    says: (d) => `The worker on ${text(d, 'host')} was last seen at ${at(d, 'lastAt')}.`,
    effect: 'The other workers go on with its work. If it was one of few, everything is slower.',
    remedy: 'Its log says why it ended; start it again.',
  },
  alert_channel_failing: {
    ...toOperators,
    severity: 'warning',
    title: 'Alerts do not arrive',
    page: 'overview',
    holds:
      'Alerts to one address failed at least three times in a row, or were given up within the last day.',
    says: (d) => `${some(d, 'alert')} to ${text(d, 'target')} did not arrive: ${text(d, 'problem')}`,
    effect: 'Whoever relies on that address does not hear of incidents.',
    remedy: 'Correct the address (ALERT_… or the account’s contact) or what stands behind it.',
  },
};
