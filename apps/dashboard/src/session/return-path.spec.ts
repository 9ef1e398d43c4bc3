import { loginPath, returnPath } from './return-path.js';

test('login leads back to where one was', () => {
  const wanted = '/accounts/a1/tickets/7?from=mail';
  expect(returnPath(loginPath(wanted).split('?')[1]!)).toBe(wanted);
  expect(loginPath('/')).toBe('/login');
});

test.each([
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  '/a\\b',
  'javascript:alert(1)',
  '/\n/x',
  '/login',
  '',
])('login never leads to %j', (next) => {
  expect(returnPath(`next=${encodeURIComponent(next)}`)).toBe('/');
});
