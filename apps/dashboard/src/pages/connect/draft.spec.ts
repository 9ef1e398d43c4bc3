import { keepable, openDraft, withPlatform } from './draft.js';

const filled = {
  ...openDraft('', null),
  platform: 'zendesk',
  site: 'acme',
  region: 'eu',
  method: 'key',
  needs: 'read' as const,
  adminEmail: 'ops@acme.example',
  clientId: 'client-4711',
  clientSecret: 'hush-client',
  key: 'hush-key',
  signingSecret: 'hush-signing',
};

test('what opens a helpdesk is never kept in the browser', () => {
  expect(keepable(filled)).not.toContain('hush');
  expect(openDraft('', keepable(filled))).toMatchObject({ key: '', clientSecret: '', signingSecret: '' });
});

test('the form opens as it was left, and a link goes before that', () => {
  const { platform, site, region, method, needs, adminEmail } = filled;
  const left = { platform, site, region, method, needs, adminEmail };
  expect(openDraft('', keepable(filled))).toMatchObject(left);
  expect(openDraft('platform=zendesk&site=other', keepable(filled))).toMatchObject({
    ...left,
    site: 'other',
  });
  expect(openDraft('region=us&method=oauth', null)).toMatchObject({ region: 'us', method: 'oauth' });
});

test('a link to another platform takes no site along, but the contact', () => {
  expect(openDraft('platform=intercom', keepable(filled))).toMatchObject({
    platform: 'intercom',
    site: '',
    region: '',
    method: '',
    adminEmail: 'ops@acme.example',
  });
});

test('a key that was pasted for one platform is gone when another is chosen', () => {
  const changed = withPlatform(filled, 'freshdesk');
  expect(changed.platform).toBe('freshdesk');
  expect(JSON.stringify(changed)).not.toContain('hush');
  expect(changed.adminEmail).toBe('ops@acme.example');
});
