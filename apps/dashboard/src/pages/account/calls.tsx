import { SegmentedControl, Skeleton } from '@mantine/core';
import type { Figures } from '@nightdesk/sdk';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useLocation, useSearch } from 'wouter';
import { counted } from '../../format/number.js';
import { duration } from '../../format/time.js';
import { Failure } from '../../parts/failure.js';
import { Nothing, Section } from '../../parts/section.js';
import { nightdesk } from '../../session/client.js';
import classes from './calls.module.css';
import { CallsChart } from './calls-chart.js';
import { columnsOf } from './calls-minutes.js';
import { CallsTable } from './calls-table.js';

const lookEveryMs = 10_000;
const dayMs = 24 * 3_600_000;

/** How much of it is looked at, and how long one column is. */
const spans = {
  hour: { label: 'Hour', minutes: 1, words: 'in the last hour' },
  day: { label: 'Day', minutes: 15, words: 'in the last day' },
} as const;
type Span = keyof typeof spans;

/** Budget, calls and latency: how much was used, how calls ended, how long they took. */
export function Calls({ accountId }: { accountId: string }) {
  const [span, setSpan] = useSpan();
  const figures = useQuery({
    queryKey: ['figures', accountId, span],
    queryFn: ({ signal }) =>
      nightdesk.figures(accountId, {
        signal,
        ...(span === 'day' && { since: new Date(Date.now() - dayMs).toISOString() }),
      }),
    refetchInterval: lookEveryMs,
    placeholderData: keepPreviousData,
  });
  const choice = (
    <SegmentedControl
      size="xs"
      aria-label="How much of it"
      value={span}
      onChange={(value) => setSpan(value === 'day' ? 'day' : 'hour')}
      data={Object.entries(spans).map(([value, { label }]) => ({ value, label }))}
      data-testid="calls-span"
    />
  );
  return (
    <Section title="Budget and calls" aside={choice}>
      {figures.isPending && <Skeleton height={420} role="status" aria-label="Loading budget and calls" />}
      {figures.isLoadingError && (
        <Failure what="Budget and calls could not be shown" error={figures.error} again={figures.refetch} />
      )}
      {figures.data && <Told figures={figures.data} span={span} />}
    </Section>
  );
}

/** In the address, so that what one looks at can be sent to somebody. */
function useSpan(): [Span, (span: Span) => void] {
  const search = new URLSearchParams(useSearch());
  const [path, navigate] = useLocation();
  const change = (span: Span) => {
    if (span === 'day') search.set('span', span);
    else search.delete('span');
    const query = search.toString();
    navigate(path + (query && `?${query}`), { replace: true });
  };
  return [search.get('span') === 'day' ? 'day' : 'hour', change];
}

function Told({ figures, span }: { figures: Figures; span: Span }) {
  const { calls, failures, errorRate, latency, data } = figures;
  const { minutes, words } = spans[span];
  if (data.length === 0 || !latency) return <Nothing>No call was made {words}.</Nothing>;
  const share = failures === 0 ? 'None' : `${((errorRate ?? 0) * 100).toFixed(1)} %`;
  const rate =
    errorRate === null
      ? 'No call in the last 5 minutes'
      : `${share} of ${counted(calls, 'call')} failed in the last 5 minutes`;
  const speed = `Half took less than ${duration(latency.p50)}, 95 % less than ${duration(latency.p95)}, 99 % less than ${duration(latency.p99)} ${words}`;
  const columns = columnsOf(figures, minutes);
  return (
    <>
      <p data-testid="calls-rate" data-tone={failures > 0 ? 'bad' : undefined} className={classes.rate}>
        {rate}.
      </p>
      <p className={classes.speed} data-testid="calls-latency">
        {speed}.
      </p>
      <CallsChart
        columns={columns}
        minutes={minutes}
        says={`${rate}. ${speed}. The table below tells it all.`}
      />
      <CallsTable figures={figures} />
    </>
  );
}
