import { linesOf, payloadOf, slackOf, subjectOf, type Telling, textOf, titleOf } from './message.js';

const telling = (given: Partial<Telling> = {}): Telling => ({
  seq: '1',
  kind: 'opened',
  incident: {
    id: 'inc_1',
    accountId: 'acc',
    cause: 'grant_refused',
    subject: '',
    severity: 'critical',
    reason: 'Refused.',
    remedy: 'Connect again.',
    details: {},
    openedAt: new Date('2026-11-22T08:00:00.000Z'),
    resolvedAt: null,
  },
  account: { id: 'acc', platform: 'zendesk', site: 'acme' },
  waiting: { operations: 2, deliveries: 1 },
  pageUrl: 'https://desk/accounts/acc',
  repair: null,
  ...given,
});

test('a title says what, and of which account or of what else', () => {
  expect(titleOf(telling())).toBe('Must be connected again: acme (zendesk)');
  const { incident } = telling();
  const of = { ...incident, accountId: null, cause: 'subscriber_disabled', subject: 'sub_1' };
  expect(titleOf(telling({ kind: 'reminder', account: null, incident: of }))).toBe(
    'Still open: A subscriber is disabled: sub_1',
  );
});

test('several are counted in the subject, and told one after the other', () => {
  const both = [telling(), telling({ kind: 'resolved' })];
  expect(subjectOf(both)).toBe('[Nightdesk] 1 incident, 1 resolved');
  expect(textOf(both)).toContain('\n\n----\n\nResolved: Must be connected again');
});

test('what waits and where to mend it are told; of what is over neither', () => {
  const repair = { url: 'https://desk/connect/l/x', expiresAt: new Date('2026-11-25T08:00:00.000Z') };
  const labels = (given: Partial<Telling>) => linesOf(telling(given)).map(([label]) => label);
  expect(labels({ repair })).toEqual([
    '',
    'What it means',
    'What to do',
    'Since',
    'What waits',
    'Connect it again (no login; this link works once, until 2026-11-25 08:00 UTC)',
    'Details',
  ]);
  expect(linesOf(telling())[4]).toEqual(['What waits', '2 operations to the helpdesk, 1 change from it']);
  expect(labels({ kind: 'resolved' })).toEqual(['', 'Since', 'Details']);
});

test('a cause of another version is told by what is stored of it', () => {
  const incident = { ...telling().incident, cause: 'new_cause' };
  expect(textOf([telling({ incident })])).toContain(
    'Unknown cause: acme (zendesk)\n\nRefused.\nWhat to do: Connect',
  );
});

test('Slack takes at most 3,000 characters in a block', () => {
  const incident = { ...telling().incident, reason: 'x'.repeat(4_000) };
  const { blocks } = slackOf([telling({ incident })]) as { blocks: { text: { text: string } }[] };
  expect(Math.max(...blocks.map(({ text }) => text.text.length))).toBeLessThanOrEqual(3_000);
});

test('a webhook of no account says so', () => {
  const at = new Date('2026-11-22T08:00:01.000Z');
  expect(payloadOf(telling({ account: null }), at)).toMatchObject({
    id: 'alert_1',
    type: 'incident.opened',
    timestamp: '2026-11-22T08:00:01.000Z',
    data: { account: null, waiting: null, incident: { id: 'inc_1', effect: expect.any(String) } },
  });
});
