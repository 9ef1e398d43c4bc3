import { keepable, openDraft, siteProblem } from './draft.js';
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

test('the form opens as it was left, and a link goes before that; the secret is never kept', () => {
  const draft = {
    ...openDraft('', null),
    platform: 'zendesk',
    site: 'acme',
    clientId: 'id',
    clientSecret: 'secret',
  };
  expect(keepable(draft)).not.toContain('secret');
  expect(openDraft('', keepable(draft))).toMatchObject({
    platform: 'zendesk',
    site: 'acme',
    clientSecret: '',
  });
  expect(openDraft('platform=zendesk&site=other', keepable(draft))).toMatchObject({ site: 'other' });
});

test('a site is checked by the pattern of its platform, with or without anchors', () => {
  const choice = { platform: 'zendesk', title: 'Zendesk', siteLabel: 'Subdomain', siteExample: 'acme' };
  const rest = { hasClient: true, redirectUri: '', scopes: [] };
  for (const sitePattern of ['[a-z0-9-]+', '^[a-z0-9-]+$']) {
    const platform = { ...choice, ...rest, sitePattern };
    expect(siteProblem(' Acme ', platform)).toBeNull();
    expect(siteProblem('acme.zendesk.com', platform)).toContain('acme');
    expect(siteProblem('', platform)).toContain('Type the site');
  }
});
