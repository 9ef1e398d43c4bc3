import { Log } from './log.js';
import { newTraceId, traceId, withTrace } from './trace.js';

function recorder() {
  const lines: Record<string, unknown>[] = [];
  const write = (text: string) => void lines.push(JSON.parse(text) as Record<string, unknown>);
  return { lines, log: new Log({ level: 'info', process: 'test' }, { write }) };
}

test('a line carries the trace it was written under', () => {
  const { lines, log } = recorder();
  withTrace('a'.repeat(32), () => log.line('helpdesk.call', { status: 200 }));
  expect(lines[0]).toMatchObject({
    event: 'helpdesk.call',
    status: 200,
    traceId: 'a'.repeat(32),
    process: 'test',
  });
});

test('a trace reaches through awaits and does not leak to its neighbours', async () => {
  const seen = await Promise.all(
    ['x', 'y'].map((id) =>
      withTrace(id, async () => {
        await Promise.resolve();
        return traceId();
      }),
    ),
  );
  expect(seen).toEqual(['x', 'y']);
  expect(traceId()).toMatch(/^[0-9a-f]{32}$/);
  expect(newTraceId()).not.toBe(newTraceId());
});

test('what Nest logs has the same format', () => {
  const { lines, log } = recorder();
  log.error('it broke', 'the stack', 'SomeService');
  expect(lines[0]).toMatchObject({ msg: 'it broke', stack: 'the stack', context: 'SomeService' });
});
