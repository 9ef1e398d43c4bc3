import type { WhatIf } from '@nightdesk/sdk';
import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { count } from '../../format/number.js';
import { clockTime, duration } from '../../format/time.js';
import classes from './what-if.module.css';

const atMinute = (at: string) => clockTime(at).slice(0, 5);

/** Calls in a window over time, as it is and as tried out, under the limit and the ceiling. */
export default function UseChart({ whatIf: { use, before, after, windowMs } }: { whatIf: WhatIf }) {
  const [was, would] = [before.outcome, after.outcome];
  const top = Math.max(before.rules.limit, after.rules.limit);
  const says =
    `Calls within ${duration(windowMs)}, over time. As it is at most ${count(was.most.high)} of ${count(was.ceilingCalls)}; ` +
    `as tried out at most ${count(would.most.high)} of ${count(would.ceilingCalls)}, under a limit of ${count(after.rules.limit)}.`;
  const isSame = before.rules.limit === after.rules.limit;
  return (
    <figure className={classes.chart} data-testid="what-if-chart">
      <div role="img" aria-label={says}>
        <ResponsiveContainer width="100%" height={260}>
          <LineChart data={use} margin={{ top: 12, right: 8, bottom: 0, left: 0 }} accessibilityLayer={false}>
            <CartesianGrid stroke="var(--line)" vertical={false} />
            <XAxis
              dataKey="at"
              tickFormatter={atMinute}
              minTickGap={48}
              stroke="var(--ink-2)"
              tickLine={false}
            />
            <YAxis
              width={48}
              domain={[0, top]}
              tickFormatter={count}
              stroke="var(--ink-2)"
              tickLine={false}
            />
            <Tooltip
              labelFormatter={(at) => (typeof at === 'string' ? atMinute(at) : '')}
              formatter={(value, name) => [`${count(Number(value))} calls`, name]}
              isAnimationActive={false}
              contentStyle={{ background: 'var(--surface)', borderColor: 'var(--line)', color: 'var(--ink)' }}
            />
            <ReferenceLine y={after.rules.limit} stroke="var(--bad)" strokeWidth={1.5} />
            {!isSame && <ReferenceLine y={before.rules.limit} stroke="var(--bad)" strokeDasharray="2 4" />}
            <ReferenceLine y={would.ceilingCalls} stroke="var(--accent)" strokeDasharray="6 4" />
            <ReferenceLine y={was.ceilingCalls} stroke="var(--ink-2)" strokeDasharray="6 4" />
            <Line
              dataKey="before"
              name="As it is"
              stroke="var(--ink-2)"
              dot={false}
              isAnimationActive={false}
              type="step"
            />
            <Line
              dataKey="after"
              name="As tried out"
              stroke="var(--accent)"
              strokeWidth={2}
              dot={false}
              isAnimationActive={false}
              type="step"
            />
          </LineChart>
        </ResponsiveContainer>
      </div>
      <ul className={classes.legend}>
        <li data-part="before">as it is</li>
        <li data-part="after">as tried out</li>
        <li data-part="ceiling">
          ceilings: {count(was.ceilingCalls)} and {count(would.ceilingCalls)} calls
        </li>
        <li data-part="limit">limit: {count(after.rules.limit)} calls</li>
      </ul>
      <details className={classes.table}>
        <summary>As a table</summary>
        <div className={classes.scroll} tabIndex={0} role="region" aria-label="Calls in a window over time">
          <table className={classes.outcomes}>
            <thead>
              <tr>
                <th scope="col">From</th>
                <th scope="col">As it is</th>
                <th scope="col">As tried out</th>
              </tr>
            </thead>
            <tbody>
              {use.map((part) => (
                <tr key={part.at}>
                  <th scope="row">{atMinute(part.at)}</th>
                  <td>{count(part.before)}</td>
                  <td>{count(part.after)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}
