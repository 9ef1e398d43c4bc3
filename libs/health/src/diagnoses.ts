import { type Account, type Switch, switchesFor, workingStates } from '@nightdesk/accounts';
import type { BudgetUsage } from '@nightdesk/budget';
import type { DoctorCheck } from '@nightdesk/contract';
import type { Breaker } from '@nightdesk/gateway';
import type { Sweep } from '@nightdesk/reconciliation';
import type { StoredFinding } from '@nightdesk/scopes';
import type { SubscriberFacts, WebhookFacts } from './doctor.store.js';

type Found = Omit<DoctorCheck, 'name'>;

/** Signed time stamps and tokens are judged by the clock; the header itself is exact to a second. */
const skewMs = 30_000;
/** Sweeps come every ten minutes at least. */
const lateMs = 15 * 60_000;

const fine = (says: string): Found => ({ state: 'fine', says, remedy: null });
const wrong = (says: string, remedy: string): Found => ({ state: 'wrong', says, remedy });
const unknown = (says: string): Found => ({ state: 'unknown', says, remedy: null });

/** @param theirs the platform's `Date` header, as it came at `ours`; undefined: there was no answer. */
export function clock(title: string, theirs: string | undefined, ours: Date): Found {
  const at = theirs === undefined ? NaN : Date.parse(theirs);
  if (Number.isNaN(at)) return unknown(`${title} said no time.`);
  const seconds = Math.round((ours.getTime() - at) / 1_000);
  if (Math.abs(seconds) * 1_000 <= skewMs) return fine(`Our clock and ${title}’s agree.`);
  return wrong(
    `Our clock is ${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} ${title}’s.`,
    'Set the clock of this server by NTP: webhooks are refused by their time stamps, and tokens are refreshed too early or too late.',
  );
}

export function rights({ requiredCapabilities }: Account, findings: readonly StoredFinding[]): Found {
  const needed = requiredCapabilities.map((name) => findings.find(({ capability }) => capability === name));
  const missing = needed.find((finding) => finding?.verdict === 'missing');
  if (missing)
    return wrong(`It may not do what is needed: ${missing.capability}.`, missing.remedy ?? 'Check it again.');
  if (needed.some((finding) => finding?.verdict !== 'granted'))
    return unknown('Not every right that is needed has been shown yet.');
  return fine('It may do all that is needed.');
}

/** Whether calls go out at all. */
export function platform(
  title: string,
  { state, reason, remedy, platform: name }: Account,
  { switches, breaker }: { switches: readonly Switch[]; breaker: Breaker | null },
): Found {
  if (!(workingStates as readonly string[]).includes(state))
    return wrong(`Nothing is sent, because the account is ${state}: ${reason}`, remedy || 'Resume it.');
  const stopping: readonly string[] = switchesFor(name, 'write');
  const off = switches.find((one) => stopping.includes(one.name));
  if (off)
    return wrong(
      `Nothing is sent, because it is switched off (${off.name}): ${off.reason}`,
      'Release the switch.',
    );
  if (!breaker) return fine(`Calls to ${title} go through.`);
  return wrong(
    `Calls to ${title} keep failing: ${breaker.reason}.`,
    `Look at ${title}’s status page. Nothing needs to be done here: work is held, and goes on when ${title} answers.`,
  );
}

export function budget(usage: readonly BudgetUsage[], now: Date): Found {
  const main = usage.find(({ name }) => name === 'account');
  if (!main) return unknown('No call has been counted yet.');
  const { used, ceiling, limit, foreign, blockedUntil } = main;
  const words = `${used} of ${ceiling} calls used, ${foreign} by others, limit ${limit}.`;
  if (foreign * 2 > limit)
    return wrong(
      words,
      'Find the other program that uses this helpdesk’s limit: it takes more than half of it.',
    );
  if ((blockedUntil && blockedUntil > now) || used >= ceiling)
    return wrong(
      words,
      'Nothing is lost: work waits, writes go first. If this lasts, raise the share of the limit.',
    );
  return fine(words);
}

/** @param sends whether the platform has webhooks at all. */
export function webhook(sends: boolean, facts: WebhookFacts | null, hasFallen: boolean, now: Date): Found {
  if (!sends) return fine('The platform sends none; it is asked for changes again and again.');
  if (!facts)
    return wrong(
      'No webhook is set up.',
      'Check the account now: that sets it up, or says which right is missing.',
    );
  const { problem, lastDeliveryAt, lastSignatureFailureAt } = facts;
  if (problem !== null) return wrong('The webhook does not work as it should.', problem);
  if (lastSignatureFailureAt && (!lastDeliveryAt || lastSignatureFailureAt > lastDeliveryAt))
    return wrong(
      'The last delivery was refused for a wrong signature.',
      'Make the webhook anew, or where a person set it up, copy the secret there once more.',
    );
  if (hasFallen)
    return wrong(
      'Webhooks do not tell all changes any more.',
      'Make the webhook anew, and check that our address can be reached from the internet. Sweeps find the rest.',
    );
  if (!lastDeliveryAt)
    return unknown('None has arrived yet: change a ticket at the helpdesk to see one come.');
  return fine(`The last one came ${ago(lastDeliveryAt, now)}.`);
}

export function sweep(known: Sweep | null, now: Date): Found {
  if (known?.problem)
    return wrong(`The last sweep failed: ${known.problem}`, 'It is tried again by itself; see what it says.');
  if (known && now.getTime() - known.nextAt.getTime() <= lateMs)
    return known.sweptAt
      ? fine(`The last one ended ${ago(known.sweptAt, now)}.`)
      : unknown('The first one has not ended yet.');
  return wrong(
    'No sweep is made.',
    'Is a worker running? Start one: npm run start, or the worker of the compose file.',
  );
}

export function subscriber(all: readonly SubscriberFacts[], now: Date): Found {
  const active = all.filter(({ isActive }) => isActive);
  if (active.length === 0)
    return wrong(
      'Nobody is told of its events.',
      'Create a subscriber for this account, or switch one on again.',
    );
  const failing = active.find(({ failingSince }) => failingSince !== null);
  if (failing)
    return wrong(
      `${new URL(failing.url).host} began to fail ${ago(failing.failingSince ?? now, now)}.`,
      'Mend that endpoint; what waits for it is delivered in order when it answers.',
    );
  return fine(active.length === 1 ? 'It is told of events.' : `All ${active.length} are told of events.`);
}

/** One unit, the largest that fits. */
function ago(at: Date, now: Date): string {
  const seconds = Math.max(0, Math.round((now.getTime() - at.getTime()) / 1_000));
  if (seconds < 120) return `${seconds} s ago`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 120 ? `${minutes} min ago` : `${Math.floor(minutes / 60)} h ago`;
}
