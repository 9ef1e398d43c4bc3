import fc from 'fast-check';
import { isMarked, markedType, operationOf, type Message } from './mark.js';

const reply: Message = { kind: 'reply', body: 'Hello' };
/** As RT keeps it: the character set between, and long lines folded. */
const kept = (type: string) =>
  `MIME-Version: 1.0\nContent-Type: ${type.replace(';', ';\n charset="utf-8";').replaceAll('; ', ';\n ')}\nContent-Length: 5`;

test('an operation is read from the headers that its message has', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: 'grapheme-ascii' }), (operationId) => {
      const headers = kept(markedType(reply, operationId));
      expect(operationOf(headers)).toBe(operationId);
      expect(isMarked(headers, reply, operationId)).toBe(true);
      expect(isMarked(headers, reply, `${operationId}x`)).toBe(false);
    }),
  );
});

test.each<[string, Message]>([
  ['a note', { kind: 'note', body: 'Hello' }],
  ['another text', { kind: 'reply', body: 'Hello.' }],
  ['markup', { kind: 'reply', body: 'Hello', bodyHtml: 'Hello' }],
])('%s of the same operation is another message', (_what, message) => {
  expect(isMarked(kept(markedType(reply, 'op_1')), message, 'op_1')).toBe(false);
});

test('what the body is beside markup does not count, because it is not sent', () => {
  const html: Message = { kind: 'reply', body: 'one', bodyHtml: '<p>x</p>' };
  expect(isMarked(kept(markedType(html, 'op_1')), { ...html, body: 'two' }, 'op_1')).toBe(true);
});

test.each([
  'Subject: nightdesk-operation="op_1"',
  'Content-Type: text/plain; charset="utf-8"',
  'Content-Type: text/plain\nX-Other: a; nightdesk-operation="op_1"',
  'Content-Type: text/plain; nightdesk-operation="%zz"',
  'Content-Type: text/plain; nightdesk-operation="%ff"',
  '',
])('the headers %j name no operation', (headers) => {
  expect(operationOf(headers)).toBeNull();
});
