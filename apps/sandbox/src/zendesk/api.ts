import type { Answer } from '../answer.js';
import { answerOf } from '../refusal.js';
import type { Caller } from './auth.js';
import { authenticate, authorize } from './auth.js';
import type { Call, Endpoint } from './call.js';
import { notAuthenticated, Refusal, tooManyRequests } from './errors.js';
import { incrementalExport } from './incremental.js';
import { limitHeaders } from './limits.js';
import { tokenRoutes } from './oauth/current-token.js';
import { ticketSearch } from './search.js';
import { conversationReads } from './tickets/conversation.js';
import { ticketCreation } from './tickets/create.js';
import { deletions } from './tickets/deletion.js';
import { ticketReads } from './tickets/read.js';
import { ticketUpdates } from './tickets/update.js';
import { people } from './users.js';
import { webhookRoutes } from './webhooks/routes.js';

/** Every API route the sandbox speaks; whatever is not here answers 501. */
export const endpoints: Endpoint[] = [
  ...ticketReads,
  ...conversationReads,
  ticketCreation,
  ...ticketUpdates,
  ...deletions,
  incrementalExport,
  ticketSearch,
  ...people,
  ...tokenRoutes,
  ...webhookRoutes,
];

/** One call: who is it, is there budget left, may they, and then the work. Limit headers go on every answer. */
export function perform(endpoint: Endpoint, call: Call): Answer {
  const { limits, accountRule } = call.site;
  const caller = identify(call);
  const own = endpoint.rules?.({ ...call, caller: caller instanceof Refusal ? null : caller }) ?? [];
  // Wrong credentials draw from the budget as well, so their refusal comes after it.
  const taken = limits.take(endpoint.ownBudget ? own : [accountRule, ...own]);
  const answer = taken.allowed
    ? answerOf(() => work(endpoint, call, caller))
    : tooManyRequests(taken.retryAfter).answer;
  return { ...answer, headers: { ...limitHeaders(limits, accountRule, own), ...answer.headers } };
}

function work(endpoint: Endpoint, call: Call, caller: Caller | Refusal | null): Answer {
  if (caller instanceof Refusal) throw caller;
  if (caller) {
    authorize(caller, endpoint.need);
    return endpoint.handle({ ...call, caller });
  }
  if (!endpoint.anonymous) throw notAuthenticated();
  return endpoint.anonymous(call);
}

function identify({ site, headers }: Call): Caller | Refusal | null {
  try {
    return authenticate(site, headers.authorization);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}
