import { instant } from './instant.js';

const says = (text: string) => instant().safeParse(text).error?.issues[0]?.message;

test.each(['2026-11-22T12:00:00Z', '2026-11-22T12:00:00.123+02:00', '0001-01-01T00:00:00Z'])(
  '%s is one',
  (text) => expect(says(text)).toBeUndefined(),
);

test.each([
  ['yesterday', /2026-11-22T12:00:00Z/],
  ['2026-11-22T12:00:00', /2026-11-22T12:00:00Z/],
  ['0000-01-01T00:00:00Z', /years 1 to 9999/],
  ['0001-01-01T00:00:00+14:00', /years 1 to 9999/],
  ['9999-12-31T23:59:59-01:00', /years 1 to 9999/],
])('%s is refused', (text, why) => expect(says(text)).toMatch(why));
