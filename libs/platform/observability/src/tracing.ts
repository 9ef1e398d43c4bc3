import { createHash } from 'node:crypto';
import {
  diag,
  DiagLogLevel,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  type SpanOptions,
  trace,
  TraceFlags,
  type Tracer,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  type IdGenerator,
  ParentBasedSampler,
  RandomIdGenerator,
  type Sampler,
  SamplingDecision,
  type SpanProcessor,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-base';
import type { Config } from '@nightdesk/platform/config';
import type { Log } from './log.js';

/** Ids that are given rather than drawn: a trace's own, and those of spans that another process must be able to name. */
class GivenIds implements IdGenerator {
  private readonly random = new RandomIdGenerator();
  private given: { traceId?: string | undefined; spanId?: string | undefined } = {};

  /** For the span that is begun next. */
  give(ids: { traceId: string; spanId?: string | undefined }): void {
    this.given = ids;
  }

  generateTraceId = (): string => this.given.traceId ?? this.random.generateTraceId();
  generateSpanId = (): string => this.given.spanId ?? this.random.generateSpanId();
}

/** The recording of spans of this process. */
export class Tracing {
  private readonly ids = new GivenIds();
  private readonly provider: BasicTracerProvider;
  private readonly byRatio: Sampler;
  private readonly tracer: Tracer;

  constructor(options: { service: string; process: string; ratio: number; processor: SpanProcessor }) {
    this.byRatio = new TraceIdRatioBasedSampler(options.ratio);
    this.provider = new BasicTracerProvider({
      resource: resourceFromAttributes({
        'service.name': options.service,
        'nightdesk.process': options.process,
        'process.pid': process.pid,
      }),
      idGenerator: this.ids,
      sampler: new ParentBasedSampler({ root: this.byRatio }),
      spanProcessors: [options.processor],
    });
    this.tracer = this.provider.getTracer('nightdesk');
  }

  /** `parent` null: the first of its trace here. `named`: its id is that of {@link spanIdOf}. */
  begin(
    name: string,
    options: SpanOptions,
    { traceId, parent, named }: { traceId: string; parent: SpanContext | null; named?: string | undefined },
  ): Span {
    this.ids.give({ traceId, spanId: named === undefined ? undefined : spanIdOf(named) });
    return this.tracer.startSpan(
      name,
      options,
      parent ? trace.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT,
    );
  }

  /** The parent that was begun by another process for the thing `named`. */
  parentOf(named: string, traceId: string, sampled: boolean | null): SpanContext {
    const isSampled = sampled ?? this.decides(traceId);
    const traceFlags = isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE;
    return { traceId, spanId: spanIdOf(named), traceFlags, isRemote: true };
  }

  /** Sends what is left. */
  stop(): Promise<void> {
    return this.provider.shutdown();
  }

  /** By the id alone, so that all processes decide alike. */
  private decides(traceId: string): boolean {
    const { decision } = this.byRatio.shouldSample(ROOT_CONTEXT, traceId, '', 0, {}, []);
    return decision === SamplingDecision.RECORD_AND_SAMPLED;
  }
}

/** The span id of a stored thing, made of what whoever works on it later knows as well: so no row needs to keep it. */
export function spanIdOf(named: string): string {
  return createHash('sha256').update(named).digest('hex').slice(0, 16);
}

type TracingConfig = Pick<
  Config,
  'OTEL_EXPORTER_OTLP_HEADERS' | 'OTEL_SERVICE_NAME' | 'OTEL_TRACES_SAMPLER_ARG'
>;

const toldEveryMs = 60_000;

/** Sends spans to `endpoint` by OTLP/HTTP, as JSON. */
export function exportingTo(endpoint: string, config: TracingConfig, role: string, log: Log): Tracing {
  tellFailures(log);
  const exporter = new OTLPTraceExporter({
    url: `${endpoint}/v1/traces`,
    headers: config.OTEL_EXPORTER_OTLP_HEADERS,
  });
  return new Tracing({
    service: config.OTEL_SERVICE_NAME,
    process: role,
    ratio: config.OTEL_TRACES_SAMPLER_ARG,
    processor: new BatchSpanProcessor(exporter, { scheduledDelayMillis: 1_000, maxQueueSize: 8_192 }),
  });
}

/** A collector that is away is told once a minute. */
function tellFailures(log: Log): void {
  let lastAt = -Infinity;
  const nothing = () => undefined;
  const error = (message: string) => {
    const now = performance.now();
    if (now - lastAt < toldEveryMs) return;
    lastAt = now;
    log.warn(`Spans could not be sent: ${message}`);
  };
  const logger = { error, warn: nothing, info: nothing, debug: nothing, verbose: nothing };
  diag.setLogger(logger, { logLevel: DiagLogLevel.ERROR, suppressOverrideMessage: true });
}
