import type { Config } from '@nightdesk/platform/config';
import type { Log } from './log.js';
import type { Tracing } from './tracing.js';

/** Null: traces are not recorded, and nothing is done for them. */
let tracing: Tracing | null = null;

export function activeTracing(): Tracing | null {
  return tracing;
}

/** For tests; a process uses {@link startTracing}. */
export function useTracing(other: Tracing | null): void {
  tracing = other;
}

/** Records spans from now on, when there is an address for them. What does that is loaded only then. */
export async function startTracing(config: Config, role: string, log: Log): Promise<void> {
  const endpoint = config.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (endpoint === undefined) return;
  const { exportingTo } = await import('./tracing.js');
  tracing = exportingTo(endpoint, config, role, log);
}

/** Sends what is left, and records nothing more. */
export async function stopTracing(): Promise<void> {
  const last = tracing;
  tracing = null;
  await last?.stop();
}
