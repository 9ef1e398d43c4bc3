import { Skeleton } from '@mantine/core';
import type { Figures } from '@nightdesk/sdk';
import { useQuery } from '@tanstack/react-query';
import { count, counted } from '../../format/number.js';
import { clockTime, duration } from '../../format/time.js';
import { sentence } from '../../format/words.js';
import { Failure } from '../../parts/failure.js';
import { Nothing, Section } from '../../parts/section.js';
import { nightdesk } from '../../session/client.js';
import classes from './calls.module.css';
import { CallsChart } from './calls-chart.js';
import { minutesOf } from './calls-minutes.js';

const lookEveryMs = 10_000;

/** Calls to the platform in the last hour: how many, how they ended, how long they took. */
export function Calls({ accountId }: { accountId: string }) {
  const figures = useQuery({
    queryKey: ['figures', accountId],
    queryFn: ({ signal }) => nightdesk.figures(accountId, { signal }),
    refetchInterval: lookEveryMs,
  });
  return (
    <Section title="Calls in the last hour">
      {figures.isPending && <Skeleton height={220} role="status" aria-label="Loading the calls" />}
      {figures.isLoadingError && (
        <Failure what="The calls could not be shown" error={figures.error} again={figures.refetch} />
      )}
      {figures.data && <Hour figures={figures.data} />}
    </Section>
  );
}

function Hour({ figures }: { figures: Figures }) {
  const { calls, failures, errorRate, latency, data } = figures;
  if (data.length === 0 || !latency) return <Nothing>No call was made.</Nothing>;
  const rate =
    errorRate === null
      ? 'No call in the last 5 minutes'
      : `${(errorRate * 100).toFixed(1)} % of ${counted(calls, 'call')} failed in the last 5 minutes`;
  const speed = `Half took less than ${duration(latency.p50)}, 95 % less than ${duration(latency.p95)}, 99 % less than ${duration(latency.p99)}`;
  return (
    <>
      <p data-testid="calls-rate" data-tone={failures > 0 ? 'bad' : undefined} className={classes.rate}>
        {rate}.
      </p>
      <p className={classes.speed} data-testid="calls-latency">
        {speed}.
      </p>
      <CallsChart
        minutes={minutesOf(figures)}
        says={`${rate}. ${speed}. The table below tells each minute.`}
      />
      <details className={classes.table}>
        <summary data-testid="calls-as-table">As a table</summary>
        <div tabIndex={0} role="region" aria-label="Calls minute by minute">
          <table data-testid="calls-table">
            <thead>
              <tr>
                {['Minute', 'Lane', 'Calls', 'Failed', 'Limit', 'p50', 'p95', 'p99'].map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.toReversed().map((row) => (
                <tr key={`${row.at} ${row.lane}`}>
                  <th scope="row">{clockTime(row.at).slice(0, 5)}</th>
                  <td>{sentence(row.lane)}</td>
                  <td>{count(row.calls)}</td>
                  <td>{count(row.failures)}</td>
                  <td>{count(row.limited)}</td>
                  {[row.latency?.p50, row.latency?.p95, row.latency?.p99].map((ms, index) => (
                    <td key={index}>{ms === undefined ? '–' : duration(ms)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </>
  );
}
