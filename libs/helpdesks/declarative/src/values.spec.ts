import fc from 'fast-check';
import { locate } from './locate.js';
import { asHtml, plainText, words } from './plain.js';
import { instantAs, instantIn } from './times.js';

test.each([
  ['user.name', 'Ann'],
  ['tags.1', 'b'],
  ['/user/full.name', 'Ann B'],
  ['/a~1b/~0', 1],
  ['user.missing.deep', undefined],
  ['user.constructor', undefined],
  ['__proto__', undefined],
  ['tags.length', 2],
])('%s stands for %j', (at, found) => {
  const answer = { user: { name: 'Ann', 'full.name': 'Ann B' }, tags: ['a', 'b'], 'a/b': { '~': 1 } };
  expect(locate(answer, at)).toEqual(found);
});

test('a dot stands for all', () => {
  expect(locate([1], '.')).toEqual([1]);
});

test.each([
  ['iso', '2026-09-01T10:00:00.500Z', '2026-09-01T10:00:00.500Z'],
  ['isoSeconds', '2026-09-01T12:00:00.500+02:00', '2026-09-01T10:00:00Z'],
  ['unixSeconds', 1_788_256_800.5, 1_788_256_800],
  ['unixMilliseconds', '1788256800500', 1_788_256_800_500],
] as const)('%s: %j is read, and written as %j, never later', (format, said, written) => {
  const time = instantIn[format].parse(said);
  expect(time).toEqual(new Date('2026-09-01T10:00:00.500Z'));
  expect(instantAs(format, time)).toBe(written);
});

test.each([
  ['iso', '2026-09-01T10:00:00'],
  ['iso', '2026-09-01'],
  ['iso', 1_788_256_800],
  ['unixSeconds', 'yesterday'],
  ['unixSeconds', 1e300],
] as const)('%s: %j is no instant', (format, said) => {
  expect(instantIn[format].safeParse(said).success).toBe(false);
});

test.each([
  ['<p>Hello <b>you</b>,</p><p>1 &lt; 2<br/>Bye</p>', 'Hello you,\n1 < 2\nBye'],
  ['a<script>b()</script><style>c</style>d<!-- e -->', 'ad'],
  ['&#8364;&#x20ac;&euro;&#99999999;', '€€&euro;&#99999999;'],
  ['1 < 2 > 0', '1 < 2 > 0'],
])('%j is read as %j', (html, text) => {
  expect(plainText(html)).toBe(text);
});

test('what is written as HTML is read as the same words', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(words(plainText(asHtml(text)))).toBe(words(text));
    }),
  );
});

test('no text takes long to read', () => {
  const started = performance.now();
  for (const piece of ['<', '<script>', '<script', '&#', '<!--']) plainText(piece.repeat(200_000));
  expect(performance.now() - started).toBeLessThan(5_000);
});
