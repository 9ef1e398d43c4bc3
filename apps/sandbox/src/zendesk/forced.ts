import type { Answer, StatusFault } from '../answer.js';
import { page } from '../html.js';
import { answerOf } from '../refusal.js';
import { invalidToken, notAuthenticated, roleLacks, scopeMissing, tooManyRequests } from './errors.js';
import { limitHeaders } from './limits.js';
import type { Site } from './site.js';

const titles = {
  '500': 'Internal Server Error',
  '502': 'Bad Gateway',
  '503': 'Service Unavailable',
  '504': 'Gateway Time-out',
};

/** What the platform says when a fault speaks for it. Gateways answer in HTML, as they do. */
export function forcedAnswer(site: Site, fault: StatusFault, authorization: string | undefined): Answer {
  const limits = limitHeaders(site.limits, site.accountRule, []);
  const refused = (refusal: Error) =>
    answerOf(() => {
      throw refusal;
    });
  const { kind, scope, retryAfter } = fault;
  switch (kind) {
    case '429':
      return refused(tooManyRequests(retryAfter ?? 30, limits));
    case '401':
      return refused(authorization?.toLowerCase().startsWith('bearer') ? invalidToken() : notAuthenticated());
    case '403':
      return refused(scope === undefined ? roleLacks() : scopeMissing(scope));
    case '500':
      return {
        status: 500,
        body: { error: 'InternalError', description: 'Internal Server Error' },
        headers: limits,
      };
    case '502':
    case '503':
    case '504': {
      const headers: Record<string, string> =
        retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
      return { status: Number(kind), body: page(titles[kind], `<h1>${kind} ${titles[kind]}</h1>`), headers };
    }
  }
}
