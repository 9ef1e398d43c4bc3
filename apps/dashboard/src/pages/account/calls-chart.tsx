import { type KeyboardEvent, type PointerEvent, type ReactNode, useState } from 'react';
import { count } from '../../format/number.js';
import { clockTime, duration } from '../../format/time.js';
import classes from './calls.module.css';
import type { Column } from './calls-minutes.js';
import { wordsOf } from './calls-words.js';
import { BudgetPanel, CallsPanel, LatencyPanel, width } from './calls-panels.js';

const clock = (at: number) => clockTime(new Date(at).toISOString()).slice(0, 5);

interface Props {
  columns: Column[];
  /** How long a column is. */
  minutes: number;
  says: string;
}

/** Budget, calls and latency over the same time, with one line through all three that says what was when. */
export function CallsChart({ columns, minutes, says }: Props) {
  /** What is pointed at; null: the newest with calls. */
  const [at, setAt] = useState<number | null>(null);
  const last = columns.length - 1;
  const newest = columns.findLastIndex(({ calls }) => calls > 0);
  const index = Math.min(at ?? (newest < 0 ? last : newest), last);
  const column = columns[index];
  if (!column) return null;
  const time =
    minutes === 1 ? clock(column.at) : `${clock(column.at)}–${clock(column.at + minutes * 60_000)}`;
  const words = wordsOf(column);
  const point = ({ currentTarget, clientX }: PointerEvent<HTMLElement>) => {
    const { left, width: wide } = currentTarget.getBoundingClientRect();
    const share = (clientX - left) / Math.max(1, wide);
    setAt(Math.min(last, Math.max(0, Math.floor(share * columns.length))));
  };
  const press = (event: KeyboardEvent) => {
    const to = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    setAt(Math.min(last, Math.max(0, to)));
  };
  const step = width / columns.length;
  const cursor = (high: number) => (
    <rect data-part="cursor" x={index * step} y={0} width={step} height={high} />
  );
  return (
    <figure className={classes.chart} role="group" aria-label={says} data-testid="calls-chart">
      <p className={classes.readout} data-testid="calls-readout" data-at={new Date(column.at).toISOString()}>
        <b>{at === null ? `Latest: ${time}` : time}</b>
        {words.map((sentence) => (
          <span key={sentence}>{sentence}</span>
        ))}
      </p>
      <div
        className={classes.plots}
        role="slider"
        tabIndex={0}
        aria-label={minutes === 1 ? 'Minute' : `Stretch of ${minutes} minutes`}
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={index}
        aria-valuetext={`${time}: ${words.join(' ')}`}
        onPointerMove={point}
        onPointerDown={point}
        onPointerLeave={() => setAt(null)}
        onBlur={() => setAt(null)}
        onKeyDown={press}
        data-testid="calls-cursor"
      >
        <Panel name={budgetName(columns)} most={budgetMost(columns)}>
          <BudgetPanel columns={columns} cursor={cursor} />
        </Panel>
        <Panel
          name={minutes === 1 ? 'Calls a minute' : `Calls in ${minutes} minutes`}
          most={`at most ${count(Math.max(...columns.map(({ calls }) => calls)))}`}
        >
          <CallsPanel columns={columns} cursor={cursor} />
        </Panel>
        <Panel
          name="How long they take"
          most={`at most ${duration(Math.max(...columns.map(({ p99 }) => p99 ?? 0)))}`}
        >
          <LatencyPanel columns={columns} cursor={cursor} />
        </Panel>
      </div>
      <p className={classes.scale}>
        <span>{clock(columns[0]?.at ?? 0)}</span>
        <span>now</span>
      </p>
      <ul className={classes.legend}>
        <li data-part="reads">reads</li>
        <li data-part="writes">writes</li>
        <li data-part="foreign">others on the same limit</li>
        <li data-part="reserve">kept for writes</li>
        <li data-part="limit">limit</li>
        <li data-part="ceiling">what may be used</li>
        <li data-part="failures">failed</li>
        <li data-part="limited">429</li>
        <li data-part="p50">p50</li>
        <li data-part="p95">p95</li>
        <li data-part="p99">p99</li>
      </ul>
    </figure>
  );
}

function Panel({ name, most, children }: { name: string; most: string; children: ReactNode }) {
  return (
    <>
      <p className={classes.scale}>
        <span>{name}</span>
        <span>{most}</span>
      </p>
      {children}
    </>
  );
}

function budgetName(columns: readonly Column[]): string {
  const last = columns.findLast(({ budget }) => budget)?.budget;
  return last ? `Budget: calls in any ${duration(last.windowMs)}` : 'Budget';
}

function budgetMost(columns: readonly Column[]): string {
  const last = columns.findLast(({ budget }) => budget)?.budget;
  return last ? `limit ${count(last.limit)}, at most ${count(last.ceiling)} used` : 'not known yet';
}
