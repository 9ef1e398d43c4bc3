import { requestTraceId } from './tracing.js';

test('a valid traceparent is taken over', () => {
  const id = '4bf92f3577b34da6a3ce929d0e0e4736';
  expect(requestTraceId({ traceparent: `00-${id}-00f067aa0ba902b7-01` })).toBe(id);
});

test.each([
  undefined,
  '',
  'nonsense',
  `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
  '01-short-00f067aa0ba902b7-01',
])('traceparent %j is replaced by a new id', (traceparent) => {
  expect(requestTraceId({ traceparent })).toMatch(/^(?!0+$)[0-9a-f]{32}$/);
});
