import type { IncomingHttpHeaders } from 'node:http';
import type { Answer } from '../answer.js';
import type { Caller } from './auth.js';
import { callerOf, refuseLapsed, refuseMissingScope } from './auth.js';
import type { Call, Endpoint } from './call.js';
import { conversationReads } from './conversations/read.js';
import { conversationManagement } from './conversations/manage.js';
import { conversationReply } from './conversations/reply.js';
import { wakeThreads } from './thread.js';
import { answerOf, rateLimited } from './errors.js';
import { appRule, limitHeaders, workspaceRule } from './limits.js';
import { peopleReads } from './people/read.js';
import { searches } from './search/routes.js';
import type { IntercomStore } from './store.js';
import { taggings } from './tags/routes.js';
import { ticketReads } from './tickets/read.js';
import { ticketReply } from './tickets/reply.js';
import { ticketUpdate } from './tickets/update.js';
import type { Region } from './types.js';
import { refuseVersion } from './version.js';

/** Every API route the sandbox speaks; whatever is not here answers 501. */
export const endpoints: Endpoint[] = [
  ...peopleReads,
  ...searches,
  ...conversationReads,
  conversationReply,
  conversationManagement,
  ...ticketReads,
  ticketReply,
  ticketUpdate,
  ...taggings,
];

/** What arrived, before it is known from whom. */
export interface Arrival extends Pick<Call, 'params' | 'query' | 'body' | 'base'> {
  region: Region;
  headers: IncomingHttpHeaders;
  requestId: string;
}

/** Who is it, is there budget left, and then the work. Limit headers go on every answer to a known caller. */
export function perform(
  store: IntercomStore,
  { region, headers, requestId, ...rest }: Arrival,
  work: (call: Call) => Answer,
): Answer {
  return answerOf(requestId, () => {
    const caller = callerOf(store, region, headers.authorization);
    const answer = answerOf(requestId, () => {
      spend(caller);
      refuseLapsed(caller);
      const named = headers['intercom-version'];
      refuseVersion(typeof named === 'string' ? named : caller.app.version);
      wakeThreads(caller.workspace);
      return work({ ...caller, ...rest });
    });
    const limits = limitHeaders(store, appRule(caller.app, caller.workspace.id));
    return { ...answer, headers: { ...limits, ...answer.headers } };
  });
}

/** Scope, then what the call is about, then what it says; some apps hear of the second before the first. */
export function handle(endpoint: Endpoint, call: Call): Answer {
  if (!call.app.checksScopeFirst) endpoint.target?.(call);
  refuseMissingScope(call, endpoint.need);
  return endpoint.handle(call);
}

/** Takes one from the app's window and one from the workspace's, or none when either is empty. */
function spend({ store: { windows }, app, workspace }: Caller): void {
  const rules = [appRule(app, workspace.id), workspaceRule(workspace.id)];
  const empty = rules.find((rule) => windows.remaining(rule) === 0);
  if (empty) throw rateLimited(windows.limit(empty));
  for (const rule of rules) windows.spend(rule, 1);
}
