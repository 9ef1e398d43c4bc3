import { capabilities, type Verdict } from '@nightdesk/helpdesks/contract';
import {
  driftOf,
  inOrder,
  keepingProofs,
  lacking,
  type MatrixRow,
  nextProbe,
  probeAgain,
  unmet,
} from './scopes.types.js';

const row = (capability: MatrixRow, verdict: Verdict) => ({
  capability,
  verdict,
  evidence: { call: 'GET /t', status: 200, requestId: 'r', says: 'seen' },
  remedy: null,
  checkedAt: new Date(0),
});
const now = new Date('2026-11-22T12:00:00Z');

test('only what is required and missing keeps an account from being live; what nobody can tell does not', () => {
  const findings = [
    row('tickets:read', 'granted'),
    row('replies:write', 'missing'),
    row('tags:write', 'unknown'),
  ];
  expect(lacking(findings, capabilities).map(({ capability }) => capability)).toEqual(['replies:write']);
  expect(lacking(findings, ['tickets:read', 'tags:write'])).toEqual([]);
});

test('a webhook that could not be made counts, whatever the automation needs', () => {
  expect(lacking([row('webhooks:manage', 'missing')], ['tickets:read'])).toHaveLength(1);
  expect(lacking([row('webhooks:manage', 'granted')], ['tickets:read'])).toHaveLength(0);
});

test('steps are held for what is known to be missing, and for nothing else', () => {
  const findings = [row('status:write', 'missing'), row('tags:write', 'unknown')];
  expect(unmet(['replies:write', 'status:write'], findings)?.capability).toBe('status:write');
  expect(unmet(['replies:write', 'tags:write'], findings)).toBeUndefined();
});

test('a probe that cannot tell forgets no proof; what it can tell stands', () => {
  const known = [
    row('replies:write', 'granted'),
    row('tags:write', 'granted'),
    row('status:write', 'missing'),
  ];
  const found = [
    row('replies:write', 'unknown'),
    row('tags:write', 'missing'),
    row('status:write', 'unknown'),
  ];
  expect(keepingProofs(found, known).map(({ verdict }) => verdict)).toEqual([
    'granted',
    'missing',
    'unknown',
  ]);
});

test('lost is what was granted and is missing; restored is what was lost and is granted; all else is no change', () => {
  const was = (capability: MatrixRow, verdict: Verdict, lostAt: Date | null = null) => ({
    ...row(capability, verdict),
    lostAt,
  });
  const before = [
    was('tickets:read', 'granted'),
    was('replies:write', 'granted'),
    was('status:write', 'missing', now),
    was('tags:write', 'unknown', now),
    was('assignee:write', 'missing'),
  ];
  const found = [
    row('tickets:read', 'missing'),
    row('replies:write', 'unknown'),
    row('status:write', 'granted'),
    row('tags:write', 'missing'),
    row('assignee:write', 'granted'),
    row('webhooks:manage', 'missing'),
  ];
  expect(driftOf(before, found)).toEqual({ lost: ['tickets:read'], restored: ['status:write'] });
});

test('rows come in the order of the words', () => {
  const mixed = [
    row('webhooks:manage', 'granted'),
    row('tags:write', 'granted'),
    row('tickets:read', 'granted'),
  ];
  expect(inOrder(mixed).map(({ capability }) => capability)).toEqual([
    'tickets:read',
    'tags:write',
    'webhooks:manage',
  ]);
});

test('probes are a day apart and spread over an hour', () => {
  expect(nextProbe(now, () => 0).toISOString()).toBe('2026-11-23T12:00:00.000Z');
  expect(nextProbe(now, () => 0.5).toISOString()).toBe('2026-11-23T11:30:00.000Z');
});

test('a probe that could not be made comes again soon, then less and less often', () => {
  const seconds = (failures: number) => (probeAgain(failures, now).getTime() - now.getTime()) / 1_000;
  expect([1, 2, 3, 4].map(seconds)).toEqual([5, 10, 20, 40]);
  expect(seconds(30)).toBe(1_800);
});
