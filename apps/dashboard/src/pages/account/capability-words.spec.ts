import {
  capabilityMark,
  capabilityName,
  isChoice,
  requiredAfter,
  requiredOf,
  summary,
  verdictWords,
} from './capability-words.js';

test('what is missing alarms only where it is required, what is unknown is no success', () => {
  expect(verdictWords({ verdict: 'granted', required: true })).toEqual({ word: 'Granted', tone: 'good' });
  expect(verdictWords({ verdict: 'missing', required: true }).tone).toBe('bad');
  expect(verdictWords({ verdict: 'missing', required: false }).tone).toBe('warn');
  expect(verdictWords({ verdict: 'unknown', required: true }).tone).toBe('idle');
});

test('a check is summed up by what it found, without what it did not', () => {
  const found = (...verdicts: ('granted' | 'missing' | 'unknown')[]) =>
    summary(verdicts.map((verdict) => ({ verdict })));
  expect(found('granted', 'missing', 'granted')).toBe('2 granted, 1 missing');
  expect(found('unknown')).toBe('1 not proved yet');
  expect(found()).toBe('0 capabilities checked');
});

test('the last required capability cannot be given up', () => {
  expect(requiredAfter(['tickets:read', 'tags:write'], 'tags:write', false)).toEqual(['tickets:read']);
  expect(requiredAfter(['tickets:read'], 'tickets:read', false)).toBeNull();
  expect(requiredAfter(['tickets:read'], 'tags:write', true)).toEqual(['tickets:read', 'tags:write']);
  expect(requiredAfter(['tickets:read'], 'tickets:read', true)).toEqual(['tickets:read']);
});

test('webhooks are no choice of the person', () => {
  expect(isChoice('webhooks:manage')).toBe(false);
  const both = [
    { capability: 'webhooks:manage' as const, required: true },
    { capability: 'tags:write' as const, required: true },
    { capability: 'tickets:read' as const, required: false },
  ];
  expect(requiredOf(both)).toEqual(['tags:write']);
  expect(isChoice('replies:write')).toBe(true);
  expect(capabilityName('webhooks:manage')).toBe('Set up webhooks');
  expect(capabilityMark('webhooks:manage')).toBe('webhooks-manage');
});
