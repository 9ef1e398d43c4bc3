import { decodeEntities } from './entities.js';

const named = new Map([['amp', '&']]);
const read = (text: string) => decodeEntities(text, (name) => named.get(name));

test('names and numbers are read once, and what is unknown stays', () => {
  expect(read('&amp;lt; &#65;&#x42; &zwj; &#9999999;')).toBe('&lt; AB &zwj; &#9999999;');
});

test.each(['&#0;', '&#x0;', '&#xd800;', '&#57343;'])(
  '%s, which Postgres could not store, stays as written',
  (text) => {
    expect(read(text)).toBe(text);
  },
);
