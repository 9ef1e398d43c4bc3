import { ApiError, type PlatformChoice } from '@nightdesk/sdk';
import { openDraft } from './draft.js';
import { keyRequest, oauthRequest, refused } from './request.js';

const choice: PlatformChoice = {
  platform: 'desk',
  title: 'Desk',
  site: null,
  regions: [{ value: 'eu', title: 'EU' }],
  oauth: { hasClient: true, clientWhere: '', redirectUri: '', scopes: [], scopesAre: 'client' },
  key: {
    label: 'Token',
    where: '',
    link: null,
    needsEmail: false,
    signingSecret: { label: 'Secret', where: '' },
    endsAt: null,
  },
  writeCredential: 'Each has limits of its own.',
  webhooks: 'app',
};
const draft = {
  ...openDraft('', null),
  site: 'left over',
  adminEmail: 'a@b.example',
  clientId: 'id',
  clientSecret: 'secret',
  key: 'k',
  email: 'agent@b.example',
  signingSecret: 's',
};

test('only what the platform asks for is sent', () => {
  expect(keyRequest(draft, choice)).toEqual({
    platform: 'desk',
    region: 'eu',
    adminEmail: 'a@b.example',
    key: 'k',
    signingSecret: 's',
  });
  expect(oauthRequest(draft, choice, false)).not.toHaveProperty('clientSecret');
  expect(oauthRequest(draft, choice, true)).toMatchObject({ clientId: 'id', clientSecret: 'secret' });
});

test('a reading automation asks for reading alone, the default leaves the choice to the api', () => {
  expect(keyRequest({ ...draft, needs: 'read' }, choice).requiredCapabilities).toEqual(['tickets:read']);
  expect(keyRequest(draft, choice)).not.toHaveProperty('requiredCapabilities');
});

test('a second credential says for which account it is, and changes nothing of it', () => {
  const request = oauthRequest({ ...draft, needs: 'read' }, choice, false, 'acc_1');
  expect(request).toEqual({ platform: 'desk', region: 'eu', writeLaneOf: 'acc_1' });
});

test('a refusal is told at its field where the person sees that field, else above the button', () => {
  const refusal = (...paths: string[]) =>
    new ApiError({
      title: '',
      detail: 'No.',
      status: 422,
      errors: paths.map((path) => ({ path, message: `${path}!` })),
    });
  const byKey = { ...draft, method: 'key' };
  const atKey = refused(refusal('key'), byKey, choice, false);
  expect(atKey).toEqual({ fields: { key: 'key!' }, rest: null });
  const mixed = refused(refusal('key', 'site'), byKey, choice, false);
  expect(mixed.fields).toEqual({ key: 'key!' });
  expect(mixed.rest?.message).toBe('No.');
  expect(refused(refusal('key'), draft, choice, false).fields).toEqual({});
  expect(refused(refusal('region'), byKey, choice, false, 'acc_1').rest).not.toBeNull();
  expect(refused(refusal(), byKey, choice, false).rest).not.toBeNull();
});
