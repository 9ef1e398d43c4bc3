import { RequestTrackerAdapter } from './adapter.js';

const { site } = new RequestTrackerAdapter();

test.each([
  ['rt.example.com', 'rt.example.com'],
  ['https://rt.example.com/', 'rt.example.com'],
  ['http://support.example.com:8080/rt/', 'support.example.com:8080/rt'],
  ['localhost', 'localhost'],
])('the address %s names the site %s', (typed, wanted) => {
  expect(site.pattern.exec(typed)?.[1]).toBe(wanted);
});

test.each([
  'https://user@rt.example.com',
  'rt.example.com/?q=1',
  'rt.example.com/../x',
  'rt.example.com//x',
  'ftp://rt.example.com',
])('the address %s is none', (typed) => {
  expect(typed).not.toMatch(site.pattern);
});

test('a token that is no auth token is refused before any call', () => {
  expect(() => new RequestTrackerAdapter().authorize({ kind: 'oauth', accessToken: 'x' })).toThrow(
    'auth token',
  );
});
