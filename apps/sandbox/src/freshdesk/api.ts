import type { Answer } from '../answer.js';
import { answerOf, Refusal } from '../refusal.js';
import { authenticate } from './auth.js';
import type { AuthorizedCall, Call, Endpoint } from './call.js';
import { list } from './call.js';
import {
  accessDenied,
  accountRefused,
  invalidJson,
  notAcceptable,
  tooManyRequests,
  unsupportedMediaType,
} from './errors.js';
import type { Bucket } from './limits.js';
import { limitHeaders } from './limits.js';
import type { Agent } from './types.js';

/** What `include` adds to the cost of a call, for each thing included. */
const includeCost = 2;

/** One call through the account's budget: who is it, is there anything left, and then the work. */
export function metered(call: Call, bucket: Bucket | null, work: (agent: Agent) => Answer): Answer {
  const { limits } = call.site;
  const agent = identify(call);
  const cost = 1 + includeCost * list(call.query['include']).length;
  // Refused calls count as well, whatever they are refused for.
  const taken = limits.take(bucket, cost);
  if (!taken.allowed && call.site.plan !== 'Free') return tooManyRequests(taken.retryAfter).answer;
  const answer = answerOf(() => {
    if (agent instanceof Refusal) throw agent;
    if (call.site.plan === 'Free') throw accountRefused('require_feature');
    return work(agent);
  });
  return { ...answer, headers: { ...limitHeaders(limits, cost), ...answer.headers } };
}

export const perform = (endpoint: Endpoint, call: Call): Answer =>
  metered(call, endpoint.bucket ?? null, (agent) => {
    negotiate(endpoint, call);
    return work(endpoint, { ...call, agent, body: bodyOf(endpoint, call) });
  });

function work(endpoint: Endpoint, call: AuthorizedCall): Answer {
  const allow = () => {
    if (!endpoint.needs(call).every((permission) => call.site.may(call.agent, permission)))
      throw accessDenied();
  };
  if (call.site.settings.checksPermissionFirst) allow();
  endpoint.find?.(call);
  allow();
  return endpoint.handle(call);
}

function identify({ site, headers }: Call): Agent | Refusal {
  try {
    return authenticate(site, headers.authorization);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

function negotiate({ method }: Endpoint, { headers, sent }: Call): void {
  const { accept = '*/*', 'content-type': type } = headers;
  if (!/\*\/\*|application\/(json|\*)/i.test(accept)) throw notAcceptable();
  if (method === 'GET' || sent === '') return;
  if (!/^application\/json\b/i.test(type ?? '')) throw unsupportedMediaType(type ?? 'nothing');
}

function bodyOf({ method }: Endpoint, { sent }: Call): unknown {
  if (method === 'GET' || method === 'DELETE') return undefined;
  if (sent === '') return {};
  try {
    return JSON.parse(sent);
  } catch {
    throw invalidJson();
  }
}
