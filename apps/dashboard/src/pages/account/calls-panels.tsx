import type { ReactNode } from 'react';
import type { BudgetColumn, Column } from './calls-minutes.js';

/** Of every panel, in its own units. */
export const width = 600;
const high = { budget: 96, calls: 64, latency: 64 };

interface Props {
  columns: readonly Column[];
  /** What marks the column that is pointed at. */
  cursor: (high: number) => ReactNode;
}

/** Ours by lane, then others; hatched what reads leave to writes; lines for ceiling and limit; a mark on top where a 429 came. */
export function BudgetPanel({ columns, cursor }: Props) {
  const step = width / columns.length;
  const most = Math.max(1, ...columns.map(({ budget }) => tallest(budget)));
  const rise = (value: number) => (value / (most * 1.05)) * high.budget;
  const known = lastKnown(columns);
  return (
    <svg viewBox={`0 0 ${width} ${high.budget}`} preserveAspectRatio="none" aria-hidden data-panel="budget">
      {cursor(high.budget)}
      {columns.map(({ at, budget, limited }, index) => {
        const lines = known[index];
        const x = index * step;
        const bars = budget ? stacked(budget) : [];
        return (
          <g key={at}>
            {bars.map(({ part, from, size }) => (
              <rect
                key={part}
                data-part={part}
                data-value={size}
                x={x + step * 0.1}
                y={high.budget - rise(from + size)}
                width={step * 0.8}
                height={rise(size)}
              />
            ))}
            {lines &&
              (['limit', 'ceiling'] as const).map((line) => (
                <line
                  key={line}
                  data-part={line}
                  x1={x}
                  x2={x + step}
                  y1={high.budget - rise(lines[line])}
                  y2={high.budget - rise(lines[line])}
                />
              ))}
            {limited > 0 && (
              <rect data-part="limited" data-value={limited} x={x} y={0} width={step} height={6} />
            )}
          </g>
        );
      })}
    </svg>
  );
}

/** Calls as bars, with what failed or was over the limit at their feet. */
export function CallsPanel({ columns, cursor }: Props) {
  const step = width / columns.length;
  const most = Math.max(1, ...columns.map(({ calls }) => calls));
  const rise = (value: number) => (value / most) * high.calls;
  return (
    <svg viewBox={`0 0 ${width} ${high.calls}`} preserveAspectRatio="none" aria-hidden data-panel="calls">
      {cursor(high.calls)}
      {columns.map(({ at, calls, failures, limited }, index) => {
        const bars = [
          { part: 'calls', from: 0, size: calls },
          { part: 'limited', from: failures, size: limited },
          { part: 'failures', from: 0, size: failures },
        ];
        return bars.map(({ part, from, size }) => (
          <rect
            key={`${at} ${part}`}
            data-part={part}
            x={index * step + step * 0.1}
            y={high.calls - rise(from + size)}
            width={step * 0.8}
            height={rise(size)}
          />
        ));
      })}
    </svg>
  );
}

/** A step for each column and percentile. */
export function LatencyPanel({ columns, cursor }: Props) {
  const step = width / columns.length;
  const slowest = Math.max(50, ...columns.map(({ p99 }) => p99 ?? 0));
  return (
    <svg viewBox={`0 0 ${width} ${high.latency}`} preserveAspectRatio="none" aria-hidden data-panel="latency">
      {cursor(high.latency)}
      {(['p99', 'p95', 'p50'] as const).map((name) =>
        columns.map(({ at, [name]: ms }, index) =>
          ms === null ? null : (
            <line
              key={at}
              data-part={name}
              x1={index * step}
              x2={(index + 1) * step}
              y1={high.latency - 1 - (ms / slowest) * (high.latency - 3)}
              y2={high.latency - 1 - (ms / slowest) * (high.latency - 3)}
            />
          ),
        ),
      )}
    </svg>
  );
}

const tallest = (budget: BudgetColumn | null) =>
  budget ? Math.max(budget.limit, budget.used + budget.foreign) : 0;

/** From the ground up; the reserve hangs below the ceiling, where it is what reads cannot use. */
function stacked({ reads, writes, foreign, ceiling, reserve }: BudgetColumn) {
  return [
    { part: 'reserve', from: Math.max(0, ceiling - reserve), size: Math.min(reserve, ceiling) },
    { part: 'reads', from: 0, size: reads },
    { part: 'writes', from: reads, size: writes },
    { part: 'foreign', from: reads + writes, size: foreign },
  ];
}

/** Limit and ceiling stand while nobody asks: what was known last, or else first. */
function lastKnown(columns: readonly Column[]): (BudgetColumn | null)[] {
  let known = columns.find(({ budget }) => budget)?.budget ?? null;
  return columns.map(({ budget }) => (known = budget ?? known));
}
