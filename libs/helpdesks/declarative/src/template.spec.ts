import fc from 'fast-check';
import { fill, fillPath, fillQuery, fits } from './template.js';

test('a value stays one JSON value, whatever it says', () => {
  const template = {
    text: '{{text}}',
    fixed: 'for {{you}} only',
    deep: [{ isPublic: false, tags: '{{tags}}' }],
  };
  fc.assert(
    fc.property(fc.string(), fc.array(fc.string()), (text, tags) => {
      const sent: unknown = JSON.parse(JSON.stringify(fill(template, { text, tags })));
      expect(sent).toEqual({ text, fixed: template.fixed, deep: [{ isPublic: false, tags }] });
    }),
  );
});

test('a value is one part of a path, whatever it says', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }).filter((id) => !/^\.{0,2}$/.test(id)),
      (ticketId) => {
        const { path } = fillPath('/t/{{ticketId}}/posts', { ticketId });
        const url = new URL(`https://desk.example/api${path}`);
        expect(url.pathname.split('/')).toHaveLength(5);
        expect(url.pathname.endsWith('/posts') && url.search === '' && url.hash === '').toBe(true);
        expect(decodeURIComponent(url.pathname.split('/')[3] ?? '')).toBe(ticketId.toWellFormed());
      },
    ),
  );
});

test('what has no value is left out, and null is said', () => {
  expect(fill({ a: '{{cursor}}', b: '{{assigneeId}}', c: ['{{cursor}}'] }, { assigneeId: null })).toEqual({
    b: null,
    c: [],
  });
  expect(fillQuery({ a: '{{cursor}}', b: 5, c: true, d: '{{tags}}' }, { tags: ['x'] })).toEqual({
    a: undefined,
    b: '5',
    c: 'true',
    d: ['x'],
  });
});

test.each([
  [{ state: '{{status}}' }, { state: 'open' }, true],
  [{ state: '{{status}}' }, { assignee: 7 }, false],
  [{ state: '{{status}}' }, { state: 'open', more: 1 }, false],
  [{ text: '{{text}}', html: '{{html}}', hidden: true }, { text: 'x', hidden: true }, true],
  [{ text: '{{text}}', hidden: true }, { text: 'x', hidden: false }, false],
  [undefined, undefined, true],
])('%j made %j: %s', (template, body, made) => {
  expect(fits(template, body)).toBe(made);
});
