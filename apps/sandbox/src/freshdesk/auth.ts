import { isoSeconds } from '../clock.js';
import { accountRefused, notAuthenticated, notFound } from './errors.js';
import type { FreshdeskSite } from './site.js';
import type { Agent, Ticket } from './types.js';

/** How long a key is locked out after its last wrong login. */
const lockMs = 30 * 60_000;

/** The agent whose key came as the user name of Basic; the password is a dummy and never looked at. */
export function authenticate(site: FreshdeskSite, authorization: string | undefined): Agent {
  const key = keyOf(authorization);
  if (key === null) throw notAuthenticated();
  const now = site.world.clock.now();
  const failed = site.failedLogins.get(key);
  const inRow = failed && failed.atMs + lockMs > now ? failed.count : 0;
  const agent = [...site.agents.values()].find(
    ({ apiKey, deactivated }) => !deactivated && same(apiKey, key),
  );
  if (inRow >= site.settings.maxFailedLogins) {
    site.failedLogins.set(key, { count: inRow, atMs: now });
    throw accountRefused('login_limit_exceeded');
  }
  if (!agent) {
    site.failedLogins.set(key, { count: inRow + 1, atMs: now });
    throw notAuthenticated();
  }
  site.failedLogins.delete(key);
  agent.lastLoginAt = isoSeconds(now);
  return agent;
}

function keyOf(authorization: string | undefined): string | null {
  const [scheme = '', value = ''] = (authorization ?? '').split(/\s+/, 2);
  if (scheme.toLowerCase() !== 'basic') return null;
  const [key = ''] = Buffer.from(value, 'base64').toString('utf8').split(':', 1);
  return key === '' ? null : key;
}

const same = (one: string, other: string) => one.length === other.length && one === other;

/** Whether a ticket lies in the agent's scope. */
export function sees({ id, ticketScope, groupIds }: Agent, ticket: Ticket): boolean {
  if (ticketScope === 1 || ticket.responder_id === id) return true;
  return ticketScope === 2 && ticket.group_id !== null && groupIds.includes(ticket.group_id);
}

/** A ticket on the normal path: not deleted, not archived, in the agent's scope. */
export function liveTicket(site: FreshdeskSite, agent: Agent, id: string | undefined): Ticket {
  const ticket = site.tickets.get(ticketNumber(id));
  if (!ticket || ticket.deleted || ticket.archived || !sees(agent, ticket)) throw notFound();
  return ticket;
}

/** Ids are digits; whatever else stands there names no ticket. */
export const ticketNumber = (id: string | undefined): number =>
  /^\d{1,15}$/.test(id ?? '') ? Number(id) : 0;
