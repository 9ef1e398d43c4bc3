import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { useTracing } from './active-tracing.js';
import { Log } from './log.js';
import { marked, received, resumed, spanned, traceHeaders } from './spans.js';
import { newTraceId, parseTraceparent, traceId, traceSampled, withTrace } from './trace.js';
import { Tracing } from './tracing.js';

const exporter = new InMemorySpanExporter();
const process = (role: string, ratio = 1) =>
  new Tracing({ service: 'nightdesk', process: role, ratio, processor: new SimpleSpanProcessor(exporter) });
const spans = () =>
  exporter.getFinishedSpans().map((span) => ({
    name: span.name,
    traceId: span.spanContext().traceId,
    id: span.spanContext().spanId,
    parent: span.parentSpanContext?.spanId,
    attributes: span.attributes,
  }));
const caller = (flags: string) => parseTraceparent(`00-${'a'.repeat(32)}-${'b'.repeat(16)}-${flags}`);

/** A request that stores something in one process, and whoever works on it in another. */
async function stored(flags: string | null, ratio: number): Promise<void> {
  useTracing(process('api', ratio));
  const parent = flags === null ? null : caller(flags);
  const request = received(parent?.traceId ?? newTraceId(), 'POST', parent, undefined);
  const row = await request.run(async () => {
    const trace = { traceId: traceId(), traceSampled: traceSampled() };
    marked('operation submit', trace.traceId, { named: 'op_1' });
    return trace;
  });
  request.end('/v1/things/:thing', 202);
  useTracing(process('worker', ratio));
  await resumed(row, 'op_1', 'operation perform', {}, async () => undefined);
}

afterEach(() => {
  useTracing(null);
  exporter.reset();
});

test('without tracing nothing is recorded and nobody is told of it, but the trace id goes on', async () => {
  await withTrace('c'.repeat(32), () => spanned('call', {}, async () => expect(traceHeaders()).toEqual({})));
  const row = { traceId: 'c'.repeat(32), traceSampled: true };
  expect(await resumed(row, 'op_1', 'work', {}, async () => traceId())).toBe(row.traceId);
  expect(spans()).toEqual([]);
});

test('whoever works on a stored thing goes on from the span that stored it, in another process', async () => {
  await stored('01', 1);
  const [submit, request, perform] = spans();
  expect(request).toMatchObject({ name: 'POST /v1/things/:thing', parent: 'b'.repeat(16) });
  expect(submit).toMatchObject({ name: 'operation submit', parent: request?.id });
  expect(perform).toMatchObject({ name: 'operation perform', parent: submit?.id });
  expect(new Set(spans().map((span) => span.traceId))).toEqual(new Set(['a'.repeat(32)]));
});

test.each([
  ['wants it recorded', '01', 0, 3],
  ['wants it not recorded', '00', 1, 0],
  ['says nothing, and all are recorded', null, 1, 3],
  ['says nothing, and none are recorded', null, 0, 0],
])('a caller that %s is followed in every process', async (_, flags, ratio, count) => {
  await stored(flags, ratio);
  expect(spans()).toHaveLength(count);
});

test('of a share of the traces, all processes record the same ones, and whole', async () => {
  for (let i = 0; i < 60; i += 1) await stored(null, 0.5);
  const sizes = new Map<string, number>();
  for (const span of spans()) sizes.set(span.traceId, (sizes.get(span.traceId) ?? 0) + 1);
  expect(new Set(sizes.values())).toEqual(new Set([3]));
  expect(sizes.size).toBeGreaterThan(10);
  expect(sizes.size).toBeLessThan(50);
});

test('who is called is told the span that calls', async () => {
  useTracing(process('worker'));
  await withTrace('c'.repeat(32), () =>
    spanned('call', {}, async (span) => {
      const { spanId } = span.spanContext();
      expect(traceHeaders()).toEqual({ traceparent: `00-${'c'.repeat(32)}-${spanId}-01` });
    }),
  );
});

test('a failure is a kind of error and never its message', async () => {
  useTracing(process('worker'));
  const failing = spanned('call', {}, () =>
    Promise.reject(new TypeError('no such customer as jane@example.com')),
  );
  await expect(failing).rejects.toThrow('jane');
  expect(spans()).toMatchObject([{ attributes: { 'error.type': 'TypeError' } }]);
  expect(JSON.stringify(exporter.getFinishedSpans()[0]?.status)).not.toContain('jane');
  expect(exporter.getFinishedSpans()[0]?.events).toEqual([]);
});

test('what is worked on is named by the span and by every line of the log', async () => {
  const lines: unknown[] = [];
  const log = new Log(
    { level: 'info', process: 'test' },
    { write: (line) => void lines.push(JSON.parse(line)) },
  );
  const about = { accountId: 'acc_1', operationId: 'op_1' };
  const work = async () => log.line('helpdesk.call', { status: 200 });
  await resumed({ traceId: 'c'.repeat(32) }, null, 'work', { about }, work);
  useTracing(process('worker'));
  await resumed({ traceId: 'c'.repeat(32) }, null, 'work', { about }, work);
  expect(lines).toMatchObject([about, about]);
  expect(spans()).toMatchObject([{ attributes: { 'nightdesk.operationId': 'op_1' } }]);
});

test.each([
  undefined,
  '',
  'nonsense',
  `00-${'0'.repeat(32)}-${'b'.repeat(16)}-01`,
  `00-${'a'.repeat(32)}-${'0'.repeat(16)}-01`,
])('traceparent %j is none', (header) => expect(parseTraceparent(header)).toBeNull());
