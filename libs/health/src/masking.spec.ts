import { masked, maskedUrl } from './masking.js';

test('JSON is indented, and values under secret names are masked at any depth', () => {
  const body = JSON.stringify({
    id: 7,
    client: { api_key: 'abc', accessToken: 'x', note: 'the token is fine' },
    list: [{ password: 1234, name: 'Ann' }],
  });
  expect(JSON.parse(masked(body))).toEqual({
    id: 7,
    client: { api_key: '••••••', accessToken: '••••••', note: 'the token is fine' },
    list: [{ password: '••••••', name: 'Ann' }],
  });
  expect(masked('{"a":1}')).toBe('{\n  "a": 1\n}');
});

test.each([
  ['send whsec_c2VjcmV0c2VjcmV0 to me', 'send •••••• to me'],
  ['"said": nd_0123456789abcdef.', '"said": ••••••.'],
  ['Authorization: Bearer eyJhbGciOi.J9x', 'Authorization: ••••••'],
  ['nd_x is short', 'nd_x is short'],
])('secrets are known by their form: %s', (text, shown) => {
  expect(masked(text)).toBe(shown);
  expect(masked(JSON.stringify({ text }))).toBe(JSON.stringify({ text: shown }, null, 2));
});

test('an address is shown without what can be a secret', () => {
  expect(maskedUrl('https://me:pw@bot.example.com/hook?key=1#x')).toBe('https://bot.example.com/hook');
});
