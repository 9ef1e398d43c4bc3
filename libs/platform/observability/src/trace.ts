import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

const current = new AsyncLocalStorage<string>();

/** A new trace id in the W3C form: 32 hex digits. By way of a UUID, because Node keeps random bytes in store for those. */
export function newTraceId(): string {
  return randomUUID().replaceAll('-', '');
}

/** Runs `work` under a trace id; log lines and problem answers within it carry the id. */
export function withTrace<T>(traceId: string, work: () => T): T {
  return current.run(traceId, work);
}

/** The id of what is being done now, or a new one where nothing named it. */
export function traceId(): string {
  return current.getStore() ?? newTraceId();
}
