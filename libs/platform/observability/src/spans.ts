import {
  type Attributes,
  createTraceState,
  INVALID_SPAN_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
} from '@opentelemetry/api';
import { current, type Current, newTraceId, type TraceParent } from './trace.js';
import { activeTracing } from './active-tracing.js';

/** What a row keeps of the trace that it belongs to. */
export interface StoredTrace {
  traceId: string;
  traceSampled?: boolean | null;
}

/** Names and figures of ours; never a body, personal data, a secret, or an address with a query. */
export interface SpanOptions {
  kind?: keyof typeof SpanKind;
  attributes?: Attributes;
  /** What another process will know it by: see `resumed`. */
  named?: string;
  /** Ids that the span has as attributes, and every wide line of the log meanwhile. */
  about?: Readonly<Record<string, string>>;
}

/** Where nothing is recorded. */
const nothing = trace.wrapSpanContext(INVALID_SPAN_CONTEXT);

/** Runs `work` as a span of what is being done now. */
export function spanned<T>(name: string, options: SpanOptions, work: (span: Span) => Promise<T>): Promise<T> {
  const tracing = activeTracing();
  if (!tracing) return work(nothing);
  const now = current.getStore() ?? { traceId: newTraceId(), sampled: null, span: null };
  const { traceId } = now;
  const parent = now.span?.spanContext() ?? null;
  const span = tracing.begin(name, settings(options), { traceId, parent, named: options.named });
  return within({ ...now, span }, span, work);
}

/** A span without a duration: something that was stored under a trace, and that others go on from. */
export function marked(name: string, traceId: string, options: SpanOptions): void {
  const tracing = activeTracing();
  if (!tracing) return;
  const now = current.getStore();
  const parent = (now?.traceId === traceId && now.span?.spanContext()) || null;
  tracing.begin(name, settings(options), { traceId, parent, named: options.named }).end();
}

/**
 * Takes up the trace of a stored row.
 * @param from what the span was named that the row comes from, see `SpanOptions.named`; null: there is none.
 */
export function resumed<T>(
  { traceId, traceSampled: sampled = null }: StoredTrace,
  from: string | null,
  name: string,
  options: SpanOptions,
  work: (span: Span) => Promise<T>,
): Promise<T> {
  const tracing = activeTracing();
  const { about } = options;
  if (!tracing) return current.run({ traceId, sampled, span: null, about }, () => work(nothing));
  const parent = from === null ? null : tracing.parentOf(from, traceId, sampled);
  const span = tracing.begin(name, settings(options), { traceId, parent });
  return within({ traceId, sampled, span, about }, span, work);
}

/** A request that has come in. */
export interface OpenRequest {
  run<T>(work: () => T): T;
  end(route: string, status: number): void;
}

/** Begins the span of a request; `parent` is what its `traceparent` says. */
export function received(
  traceId: string,
  method: string,
  parent: TraceParent | null,
  tracestate: string | undefined,
): OpenRequest {
  const sampled = parent?.sampled ?? null;
  const tracing = activeTracing();
  if (!tracing)
    return { run: (work) => current.run({ traceId, sampled, span: null }, work), end: () => undefined };
  const remote = parent && {
    traceId,
    spanId: parent.spanId,
    traceFlags: parent.sampled ? TraceFlags.SAMPLED : TraceFlags.NONE,
    isRemote: true,
    ...(tracestate ? { traceState: createTraceState(tracestate) } : {}),
  };
  const attributes = { 'http.request.method': method };
  const span = tracing.begin(method, { kind: SpanKind.SERVER, attributes }, { traceId, parent: remote });
  return {
    run: (work) => current.run({ traceId, sampled, span }, work),
    end: (route, status) => {
      span.updateName(`${method} ${route}`);
      span.setAttributes({ 'http.route': route, 'http.response.status_code': status });
      if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    },
  };
}

/**
 * The header that takes the trace to whoever is called. None where traces are not recorded: a flag that says so would keep
 * the other side from recording its own.
 */
export function traceHeaders(): Record<string, string> {
  const span = activeTracing() && current.getStore()?.span;
  if (!span) return {};
  const { traceId, spanId, traceFlags } = span.spanContext();
  return { traceparent: `00-${traceId}-${spanId}-0${traceFlags & TraceFlags.SAMPLED}` };
}

async function within<T>(now: Current, span: Span, work: (span: Span) => Promise<T>): Promise<T> {
  try {
    return await current.run(now, () => work(span));
  } catch (error) {
    // Not its message, which can name what somebody wrote.
    span.setAttribute('error.type', error instanceof Error ? error.name : typeof error);
    span.setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    span.end();
  }
}

function settings({ kind = 'INTERNAL', attributes = {}, about = {} }: SpanOptions) {
  const ids = Object.entries(about).map(([name, id]) => [`nightdesk.${name}`, id] as const);
  return { kind: SpanKind[kind], attributes: { ...attributes, ...Object.fromEntries(ids) } };
}
