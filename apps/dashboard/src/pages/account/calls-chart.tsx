import { count } from '../../format/number.js';
import { clockTime, duration } from '../../format/time.js';
import classes from './calls.module.css';
import type { Minute } from './calls-minutes.js';

const width = 600;
const high = { calls: 80, latency: 60 };

/** Calls of each minute as bars, with what failed or was over the limit at their feet; below, how long they took. */
export function CallsChart({ minutes, says }: { minutes: Minute[]; says: string }) {
  const step = width / minutes.length;
  const most = Math.max(1, ...minutes.map(({ calls }) => calls));
  const slowest = Math.max(50, ...minutes.map(({ p95 }) => p95 ?? 0));
  const rise = (value: number) => (value / most) * high.calls;
  return (
    <figure className={classes.chart} role="img" aria-label={says} data-testid="calls-chart">
      <p className={classes.scale}>
        <span>Calls a minute</span>
        <span>at most {count(most)}</span>
      </p>
      <svg viewBox={`0 0 ${width} ${high.calls}`} preserveAspectRatio="none" aria-hidden>
        {minutes.map(({ at, calls, failures, limited }, index) => {
          const bad = rise(failures);
          const bars = [
            { part: 'calls', from: 0, height: rise(calls) },
            { part: 'limited', from: bad, height: rise(limited) },
            { part: 'failures', from: 0, height: bad },
          ];
          return bars.map(({ part, from, height }) => (
            <rect
              key={`${at} ${part}`}
              data-part={part}
              x={index * step + step * 0.1}
              y={high.calls - from - height}
              width={step * 0.8}
              height={height}
            />
          ));
        })}
      </svg>
      <p className={classes.scale}>
        <span>How long they take</span>
        <span>at most {duration(slowest)}</span>
      </p>
      <svg viewBox={`0 0 ${width} ${high.latency}`} preserveAspectRatio="none" aria-hidden>
        {(['p95', 'p50'] as const).map((name) =>
          minutes.map(({ at, [name]: ms }, index) =>
            ms === null ? null : (
              <line
                key={at}
                data-part={name}
                x1={index * step}
                x2={(index + 1) * step}
                y1={high.latency - 1 - (ms / slowest) * (high.latency - 2)}
                y2={high.latency - 1 - (ms / slowest) * (high.latency - 2)}
              />
            ),
          ),
        )}
      </svg>
      <p className={classes.scale}>
        <span>{clockTime(new Date(minutes[0]?.at ?? 0).toISOString()).slice(0, 5)}</span>
        <span>now</span>
      </p>
      <ul className={classes.legend}>
        <li data-part="calls">calls</li>
        <li data-part="failures">failed</li>
        <li data-part="limited">over the limit</li>
        <li data-part="p50">half are faster</li>
        <li data-part="p95">95 % are faster</li>
      </ul>
    </figure>
  );
}
