import type { Figures } from '@nightdesk/sdk';
import { count } from '../../format/number.js';
import { clockTime, duration } from '../../format/time.js';
import { sentence } from '../../format/words.js';
import classes from './calls.module.css';

const columns = [
  ['Minute', 'Lane', 'Calls', 'Failed', '429', 'p50', 'p95', 'p99'],
  ['Used', 'May be used', 'Limit', 'Others', 'Kept'],
].flat();

/** The same, lane by lane and minute by minute; the budget is the account's, so it stands with each lane. */
export function CallsTable({ figures: { data, budget } }: { figures: Figures }) {
  const budgets = new Map(budget.map((one) => [one.at, one]));
  return (
    <details className={classes.table}>
      <summary data-testid="calls-as-table">As a table</summary>
      <div tabIndex={0} role="region" aria-label="Budget and calls minute by minute">
        <table data-testid="calls-table">
          <thead>
            <tr>
              {columns.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.toReversed().map((row) => {
              const seen = row.lane === 'token' ? undefined : budgets.get(row.at);
              const { latency } = row;
              return (
                <tr key={`${row.at} ${row.lane}`}>
                  <th scope="row">{clockTime(row.at).slice(0, 5)}</th>
                  <td>{sentence(row.lane)}</td>
                  {[row.calls, row.failures, row.limited].map((value, index) => (
                    <td key={index}>{count(value)}</td>
                  ))}
                  {[latency?.p50, latency?.p95, latency?.p99].map((ms, index) => (
                    <td key={index}>{ms === undefined ? '–' : duration(ms)}</td>
                  ))}
                  {[seen?.used, seen?.ceiling, seen?.limit, seen?.foreign, seen?.reserve].map(
                    (value, index) => (
                      <td key={index}>{value === undefined ? '–' : count(value)}</td>
                    ),
                  )}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </details>
  );
}
