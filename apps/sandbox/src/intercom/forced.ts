import type { Answer, StatusFault } from '../answer.js';
import { page } from '../html.js';
import { actionForbidden, errorList, rateLimited, scopeMissing, tokenRevoked } from './errors.js';
import { appRule, limitHeaders } from './limits.js';
import type { IntercomStore } from './store.js';
import type { Token } from './types.js';

const gateways = { '502': 'Bad Gateway', '504': 'Gateway Time-out' };

/** What the platform says when a fault speaks for it. Gateways answer in HTML, as they do. */
export function forcedAnswer(
  store: IntercomStore,
  fault: StatusFault,
  token: Token | undefined,
  requestId: string,
): Answer {
  const { kind, scope, retryAfter } = fault;
  const app = token && store.apps.get(token.clientId);
  const rule = app ? appRule(app, token.workspaceId) : null;
  const limits = rule ? limitHeaders(store, rule) : {};
  switch (kind) {
    case '429': {
      const wall = Math.floor(store.world.clock.wall() / 1000);
      const reset = retryAfter === undefined ? limits['x-ratelimit-reset'] : String(wall + retryAfter);
      const limit = rule ? store.windows.limit(rule) : 1666;
      const spent = { 'x-ratelimit-limit': String(limit), 'x-ratelimit-remaining': '0' };
      const headers = { ...spent, 'x-ratelimit-reset': reset ?? String(wall + store.windows.reset()) };
      return { ...rateLimited(limit).answerTo(requestId), headers };
    }
    case '401':
      return tokenRevoked().answerTo(requestId);
    case '403': {
      const refused =
        scope === undefined ? actionForbidden('This action is not permitted') : scopeMissing(scope);
      return { ...refused.answerTo(requestId), headers: limits };
    }
    case '500':
      return { ...errorList(500, 'server_error', 'Server Error', requestId), headers: limits };
    case '503': {
      const headers = retryAfter === undefined ? limits : { ...limits, 'retry-after': String(retryAfter) };
      return { ...errorList(503, 'service_unavailable', 'Service Unavailable', requestId), headers };
    }
    case '502':
    case '504':
      return { status: Number(kind), body: page(gateways[kind], `<h1>${kind} ${gateways[kind]}</h1>`) };
  }
}
