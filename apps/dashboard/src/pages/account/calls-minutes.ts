import type { Figures } from '@nightdesk/sdk';

/** What the chart shows of one minute; all lanes together. */
export interface Minute {
  /** When it began. */
  at: number;
  calls: number;
  failures: number;
  limited: number;
  /** Of the slowest lane, in milliseconds; null without calls. */
  p50: number | null;
  p95: number | null;
}

const minuteMs = 60_000;

/** Every minute from `since` to `until`, also those without calls. */
export function minutesOf({ since, until, data }: Pick<Figures, 'since' | 'until' | 'data'>): Minute[] {
  const first = Math.floor(Date.parse(since) / minuteMs);
  const last = Math.floor(Date.parse(until) / minuteMs);
  return Array.from({ length: Math.max(1, last - first + 1) }, (_none, index) => {
    const at = (first + index) * minuteMs;
    const lanes = data.filter((row) => Date.parse(row.at) === at);
    const sum = (of: (row: Figures['data'][number]) => number) =>
      lanes.reduce((all, row) => all + of(row), 0);
    const latencies = lanes.flatMap(({ latency }) => (latency ? [latency] : []));
    return {
      at,
      calls: sum(({ calls }) => calls),
      failures: sum(({ failures }) => failures),
      limited: sum(({ limited }) => limited),
      p50: latencies.length > 0 ? Math.max(...latencies.map(({ p50 }) => p50)) : null,
      p95: latencies.length > 0 ? Math.max(...latencies.map(({ p95 }) => p95)) : null,
    };
  });
}
