import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { Span } from '@opentelemetry/api';

/** What is being done now, of a trace. */
export interface Current {
  traceId: string;
  /** What the caller said of its trace: record it, or not. Null: it said nothing, so the id decides. */
  sampled: boolean | null;
  /** The span that is open, where traces are recorded. */
  span: Span | null;
  /** Ids that every wide line carries meanwhile. */
  about?: Readonly<Record<string, string>> | undefined;
}

export const current = new AsyncLocalStorage<Current>();

/** A new trace id in the W3C form: 32 hex digits. By way of a UUID, because Node keeps random bytes in store for those. */
export function newTraceId(): string {
  return randomUUID().replaceAll('-', '');
}

/** Runs `work` under a trace id; log lines and problem answers within it carry the id. */
export function withTrace<T>(traceId: string, work: () => T): T {
  return current.run({ traceId, sampled: null, span: null }, work);
}

/** The id of what is being done now, or a new one where nothing named it. */
export function traceId(): string {
  return current.getStore()?.traceId ?? newTraceId();
}

/** Whether the caller wants this trace recorded; kept with the row that the work leaves behind. Null: nobody said. */
export function traceSampled(traceId?: string): boolean | null {
  const now = current.getStore();
  return now && (traceId === undefined || traceId === now.traceId) ? now.sampled : null;
}

/** What {@link Current.about} says now. */
export function about(): Readonly<Record<string, string>> | undefined {
  return current.getStore()?.about;
}

/** What a `traceparent` says. */
export interface TraceParent {
  traceId: string;
  spanId: string;
  sampled: boolean;
}

/** Null for none, or one that W3C Trace Context does not allow. */
export function parseTraceparent(header: string | readonly string[] | undefined): TraceParent | null {
  if (typeof header !== 'string') return null;
  const [, traceId, spanId, flags] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(header) ?? [];
  if (!traceId || !spanId || !flags || /^0+$/.test(traceId) || /^0+$/.test(spanId)) return null;
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & 1) === 1 };
}
