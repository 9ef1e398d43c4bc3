import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';

const current = new AsyncLocalStorage<string>();

/** A new trace id in the W3C form: 32 hex digits. */
export function newTraceId(): string {
  return randomBytes(16).toString('hex');
}

/** Runs `work` under a trace id; log lines and problem answers within it carry the id. */
export function withTrace<T>(traceId: string, work: () => T): T {
  return current.run(traceId, work);
}

/** The id of what is being done now, or a new one where nothing named it. */
export function traceId(): string {
  return current.getStore() ?? newTraceId();
}
