import { HelpdeskError, type HelpdeskErrorKind, helpdeskErrorKinds } from '@nightdesk/helpdesks/contract';
import { parks, policies, wasTried } from './gateway.types.js';

const error = (kind: HelpdeskErrorKind, details = {}) => new HelpdeskError(kind, 'it failed', details);

test('only what would fail for every other call parks the lane', () => {
  expect(helpdeskErrorKinds.filter((kind) => parks(error(kind)))).toEqual(['rate_limited', 'held']);
  expect(parks(error('rate_limited', { sublimit: 'ticket:42' }))).toBe(false);
});

test('what is not the row’s own failure uses up no attempt of it', () => {
  expect(helpdeskErrorKinds.filter((kind) => policies[kind].attempt === 'kept')).toEqual([
    'unauthenticated',
    'forbidden',
    'account_suspended',
    'agent_gone',
    'rate_limited',
    'held',
  ]);
});

test('a held call that did go out is told from one that did not', () => {
  expect(wasTried(error('held', { cause: error('unavailable') }))).toBe(true);
  expect(wasTried(error('held'))).toBe(false);
  expect(wasTried(error('held', { cause: new Error('Redis is away') }))).toBe(false);
});
