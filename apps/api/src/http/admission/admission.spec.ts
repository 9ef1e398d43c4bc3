import { admits, standingOf } from './admission.js';

const calm = { busy: false, perMs: 0.4 };
/** Ends 400 requests a second, so 120 in 0.3 s. */
const busy = { busy: true, perMs: 0.4 };

test('whoever is not busy lets everybody in, however many wait for a platform', () => {
  expect(admits({ ...calm, inFlight: 4_999 }, 'program')).toBe(true);
  expect(admits({ ...calm, inFlight: 5_000 }, 'program')).toBe(false);
});

test('whoever is busy takes no more than it ends soon', () => {
  expect(admits({ ...busy, inFlight: 119 }, 'program')).toBe(true);
  expect(admits({ ...busy, inFlight: 120 }, 'program')).toBe(false);
});

test('a few are always taken, also where hardly any end', () => {
  expect(admits({ busy: true, perMs: 0, inFlight: 63 }, 'program')).toBe(true);
  expect(admits({ busy: true, perMs: 0, inFlight: 64 }, 'program')).toBe(false);
});

test('people get in when programs do not, and the question whether we live is always answered', () => {
  expect(admits({ ...busy, inFlight: 479 }, 'person')).toBe(true);
  expect(admits({ ...busy, inFlight: 480 }, 'person')).toBe(false);
  expect(admits({ ...busy, inFlight: 400_000 }, 'always')).toBe(true);
});

test.each([
  ['/healthz', {}, 'always'],
  ['/v1/webhooks/acc_1', {}, 'always'],
  ['/', {}, 'person'],
  ['/assets/index.js', {}, 'person'],
  ['/v1/session', {}, 'person'],
  ['/v1/switches/writes', { authorization: 'Bearer nd_' }, 'person'],
  ['/v1/incidents?state=open', {}, 'person'],
  ['/v1/accounts', { cookie: 'nightdesk_session=x' }, 'person'],
  ['/v1/accounts', { cookie: 'a=b', authorization: 'Bearer nd_' }, 'program'],
  ['/v1/accounts', {}, 'program'],
])('%s with %j is asked by: %s', (url, headers, standing) => {
  expect(standingOf(url, headers)).toBe(standing);
});
