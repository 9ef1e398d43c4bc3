import { mayScrape } from './scraping.js';

const from = (remoteAddress: string, headers: Record<string, string> = {}) => ({
  headers,
  socket: { remoteAddress },
});
const METRICS_TOKEN = 'a token of some length';
const open = { METRICS_TOKEN: undefined };

test.each(['127.0.0.1', '::1', '::ffff:127.0.0.1'])(
  'without a token %s, which is this machine, may scrape',
  (address) => {
    expect(mayScrape(from(address), open)).toBe(true);
  },
);

test.each([
  ['another machine', from('10.0.0.7')],
  ['what a proxy passes on', from('127.0.0.1', { 'x-forwarded-for': '10.0.0.7' })],
  ['nobody known', { headers: {}, socket: {} }],
])('without a token %s may not', (_, scraper) => {
  expect(mayScrape(scraper, open)).toBe(false);
});

test('with a token it alone decides', () => {
  expect(mayScrape(from('10.0.0.7', { authorization: `Bearer ${METRICS_TOKEN}` }), { METRICS_TOKEN })).toBe(
    true,
  );
  expect(mayScrape(from('127.0.0.1'), { METRICS_TOKEN })).toBe(false);
  expect(mayScrape(from('127.0.0.1', { authorization: 'Bearer another' }), { METRICS_TOKEN })).toBe(false);
});
