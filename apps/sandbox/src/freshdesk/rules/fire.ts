import { isoSeconds } from '../../clock.js';
import type { Outcome } from '../../delivery.js';
import type { FreshdeskSite } from '../site.js';
import type { Ticket } from '../types.js';
import type { Delivery, Performer, Rule, RuleEvent } from './rule.js';
import { filled } from './template.js';

/** Minutes to the next attempt after each that failed; then the admins get a mail. */
const retryMinutes = [5, 30, 60];
const timeoutMs = 10_000;
/** However short a test makes the times, a busy machine has this long to answer. */
const leastTimeoutMs = 1000;
const droppedAfterMs = 24 * 3600_000;
const keep = 1000;

/** Runs every rule that an event sets off, whoever caused it: changes by the API do as well. */
export function fire(
  site: FreshdeskSite,
  ticket: Ticket,
  event: RuleEvent,
  performer: Exclude<Performer, 'anyone'>,
): void {
  for (const rule of site.rules.values()) {
    if (!rule.active || rule.event !== event) continue;
    if (rule.performedBy === 'anyone' || rule.performedBy === performer) send(site, rule, ticket);
  }
}

function send(site: FreshdeskSite, rule: Rule, ticket: Ticket): void {
  const { clock, sender, options } = site.world;
  const firedAtMs = clock.now();
  // With a delay the rule runs later, and tells what is true then.
  const body = () => filled(site, ticket, rule.body, `https://${site.domain}.freshdesk.com`);
  const delivery: Delivery = {
    at: isoSeconds(firedAtMs),
    event: rule.event,
    ticketId: ticket.id,
    body: body(),
    attempts: [],
    state: 'under way',
  };
  rule.deliveries.push(delivery);
  if (rule.deliveries.length > keep) rule.deliveries.shift();
  sender.post({
    platform: 'freshdesk',
    site: site.domain,
    event: rule.event,
    url: rule.url,
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': 'Freshdesk', ...rule.headers },
    body: () => {
      delivery.body = body();
      return delivery.body;
    },
    timeoutMs: Math.max(timeoutMs, leastTimeoutMs / options.deliveryTimeScale),
    delaySeconds: rule.delaySeconds,
    heldFor: () => (site.settings.webhooksUseLimit ? site.limits.wait(null, 1) : 0),
    admit: () => {
      if (clock.now() - firedAtMs > droppedAfterMs) return lose(rule, delivery, 'dropped');
      if (site.settings.webhooksUseLimit) site.limits.spend(null, 1);
      return true;
    },
    retryIn: (outcome, retries) => {
      if (delivered(outcome)) return null;
      const minutes = retryMinutes[retries];
      if (minutes === undefined) lose(rule, delivery, 'given up');
      return minutes === undefined ? null : minutes * 60;
    },
    onAttempt: (outcome) => {
      delivery.attempts.push({ at: isoSeconds(clock.now()), status: outcome.status });
      if (delivered(outcome)) delivery.state = 'delivered';
    },
  });
}

function lose(rule: Rule, delivery: Delivery, state: 'given up' | 'dropped'): false {
  delivery.state = state;
  rule.failureMails += 1;
  return false;
}

const delivered = ({ status }: Outcome) => status !== null && status >= 200 && status < 300;
