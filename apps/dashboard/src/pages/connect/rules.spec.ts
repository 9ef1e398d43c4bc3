import type { PlatformChoice } from '@nightdesk/sdk';
import { openDraft } from './draft.js';
import { draftProblems, keyLink, methodOf, methodsOf, regionOf, siteIn, siteProblem } from './rules.js';

const oauth: PlatformChoice['oauth'] = {
  hasClient: true,
  clientWhere: '',
  redirectUri: '',
  scopes: [],
  scopesAre: 'request',
};
const key: PlatformChoice['key'] = {
  label: 'API key',
  where: '',
  link: 'https://{site}/profile',
  needsEmail: true,
  signingSecret: null,
  endsAt: null,
};
const desk: PlatformChoice = {
  platform: 'desk',
  title: 'Desk',
  site: {
    label: 'Domain',
    pattern: '(?:https://)?([a-z0-9-]+\\.desk\\.example)',
    example: 'acme.desk.example',
  },
  regions: [
    { value: 'us', title: 'US' },
    { value: 'eu', title: 'EU' },
  ],
  oauth,
  key,
  writeCredential: null,
  webhooks: 'api',
};
const draft = openDraft('', null);

test('a site is what the pattern takes of what was typed, with or without anchors', () => {
  for (const pattern of ['[a-z0-9-]+', '^[a-z0-9-]+$']) {
    expect(siteIn(' Acme ', { label: '', pattern, example: '' })).toBe('acme');
    expect(siteIn('acme.zendesk.com', { label: '', pattern, example: '' })).toBeNull();
  }
  expect(siteIn('https://ACME.desk.example', desk.site!)).toBe('acme.desk.example');
});

test('a wrong site is told with an example, and where none is typed none is asked for', () => {
  expect(siteProblem('acme.desk.example', desk)).toBeNull();
  expect(siteProblem('acme', desk)).toContain('acme.desk.example');
  expect(siteProblem(' ', desk)).toContain('Type the site');
  expect(siteProblem('', { ...desk, site: null })).toBeNull();
});

test('OAuth goes first, and a way in that the platform lacks is not taken', () => {
  expect(methodsOf(desk)).toEqual(['oauth', 'key']);
  expect(methodOf({ method: '' }, desk)).toBe('oauth');
  expect(methodOf({ method: 'key' }, desk)).toBe('key');
  expect(methodOf({ method: 'key' }, { ...desk, key: null })).toBe('oauth');
  expect(methodOf({ method: 'oauth' }, { ...desk, oauth: null })).toBe('key');
});

test('the first region is chosen unless a known one was', () => {
  expect(regionOf({ region: 'eu' }, desk)).toBe('eu');
  expect(regionOf({ region: 'mars' }, desk)).toBe('us');
  expect(regionOf({ region: 'eu' }, { ...desk, regions: [] })).toBe('');
});

test('what is missing is told before anything is sent, for the chosen way in only', () => {
  const typed = { ...draft, site: 'acme.desk.example' };
  const fields = (...given: Parameters<typeof draftProblems>) => Object.keys(draftProblems(...given));
  expect(fields({ ...typed, method: 'key' }, desk, false)).toEqual(['key', 'email']);
  expect(
    fields({ ...typed, method: 'key', key: 'k' }, { ...desk, key: { ...key, needsEmail: false } }, false),
  ).toEqual([]);
  expect(fields(draft, desk, false)).toEqual(['site']);
  expect(fields(typed, desk, true)).toEqual(['clientId']);
  expect(fields(typed, desk, false)).toEqual([]);
});

test('the page of the key is linked once the site is known, and only on the web', () => {
  const at = (link: string | null) => ({ ...desk, key: { ...key, link } });
  expect(keyLink({ site: 'acme' }, desk)).toBeNull();
  expect(keyLink({ site: 'Acme.desk.example ' }, desk)).toBe('https://acme.desk.example/profile');
  expect(keyLink({ site: '' }, at('https://app.desk.example/keys'))).toBe('https://app.desk.example/keys');
  expect(keyLink({ site: '' }, at(null))).toBeNull();
  expect(keyLink({ site: '' }, at('javascript:alert(1)'))).toBeNull();
});
