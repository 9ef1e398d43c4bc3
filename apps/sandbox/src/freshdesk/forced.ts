import type { Answer, StatusFault } from '../answer.js';
import { page } from '../html.js';
import { accessDenied, accountRefused, notAuthenticated, tooManyRequests } from './errors.js';
import { limitHeaders } from './limits.js';
import type { FreshdeskSite } from './site.js';

const titles = {
  '500': "We're sorry, but something went wrong",
  '502': 'Bad Gateway',
  '503': 'Service Unavailable',
  '504': 'Gateway Time-out',
};

/**
 * What the platform says when a fault speaks for it. There are no scopes here: the `scope` of a 403 is the code it
 * carries instead of `access_denied`. Everything from 500 up is a web page.
 */
export function forcedAnswer(site: FreshdeskSite, { kind, scope, retryAfter }: StatusFault): Answer {
  const metered = (answer: Answer): Answer => ({
    ...answer,
    headers: { ...limitHeaders(site.limits, 1), ...answer.headers },
  });
  switch (kind) {
    case '429':
      return tooManyRequests(retryAfter ?? 30).answer;
    case '401':
      return metered(notAuthenticated().answer);
    case '403':
      return metered((scope === undefined ? accessDenied() : accountRefused(scope)).answer);
    case '500':
    case '502':
    case '503':
    case '504': {
      const headers: Record<string, string> =
        retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
      return { status: Number(kind), body: page(titles[kind], `<h1>${kind} ${titles[kind]}</h1>`), headers };
    }
  }
}
