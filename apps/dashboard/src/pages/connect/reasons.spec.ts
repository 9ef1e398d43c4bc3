import { platformSaid, reasonFor } from './reasons.js';

const codes = [
  'access_denied',
  'state_invalid',
  'state_expired',
  'state_reused',
  'wrong_browser',
  'token_refused',
  'token_unavailable',
  'token_garbage',
  'missing_scopes',
  'identity_failed',
  'webhook_failed',
];

test('every code has words of its own, a foreign one is a fault of ours', () => {
  const titles = new Set(codes.map((code) => reasonFor(code).title));
  expect(titles.size).toBe(codes.length);
  expect(titles.has(reasonFor('internal').title)).toBe(false);
  expect(reasonFor('toString')).toEqual(reasonFor('internal'));
  expect(reasonFor(null)).toEqual(reasonFor('internal'));
});

test('what the platform said is short and on one line', () => {
  expect(platformSaid(' no\n\tsuch\u202eclient ')).toBe('no such client');
  expect(platformSaid('x'.repeat(999))).toHaveLength(300);
  expect(platformSaid(null)).toBe('');
});
