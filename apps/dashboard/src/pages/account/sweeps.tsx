import { Skeleton } from '@mantine/core';
import type { Completeness, SweepProgress } from '@nightdesk/sdk';
import { useQuery } from '@tanstack/react-query';
import { count, counted } from '../../format/number.js';
import { duration } from '../../format/time.js';
import { eventNames } from '../../format/words.js';
import { Nothing, Section } from '../../parts/section.js';
import { When } from '../../parts/when.js';
import { Fact } from '../../parts/fact.js';
import { nightdesk } from '../../session/client.js';
import classes from './account.module.css';
import { useSweeps } from './use-sweeps.js';

const lookEveryMs = 15_000;

/** What webhooks did not tell: how much that was, and the sweeps that find it. */
export function Sweeps({ accountId }: { accountId: string }) {
  const sweeps = useSweeps(accountId);
  const score = useQuery({
    queryKey: ['account', accountId, 'completeness'],
    queryFn: ({ signal }) => nightdesk.completeness(accountId, { signal }),
    refetchInterval: lookEveryMs,
  });
  return (
    <Section title="Sweeps">
      {(sweeps.isPending || score.isPending) && (
        <Skeleton height={150} role="status" aria-label="Loading the sweeps" />
      )}
      {score.data && <Score score={score.data} />}
      {sweeps.data && <Progress sweeps={sweeps.data} />}
      {sweeps.isLoadingError && <Nothing>{sweeps.error.message}</Nothing>}
    </Section>
  );
}

function Score({ score }: { score: Completeness }) {
  const { changes, missed, share, medianDelayMs, hasFallen, kinds } = score;
  const missing = kinds.filter((kind) => kind.missed > 0);
  if (share === null) return <p className={classes.score}>No change of a ticket was heard of in 24 h.</p>;
  const tone = hasFallen ? 'bad' : missed > 0 ? 'warn' : 'good';
  return (
    <div className={classes.score} data-testid="completeness" data-share={share}>
      <p data-tone={tone}>
        <b className={classes.share}>{(share * 100).toFixed(share === 1 ? 0 : 1)} %</b> of{' '}
        {counted(changes, 'change')} in 24 h came by webhook first
        {medianDelayMs !== null && <>, half of them within {duration(medianDelayMs)}</>}.
      </p>
      {missing.length > 0 && (
        <p>
          Sweeps had to find{' '}
          {missing.map(({ kind, missed: few }) => `${count(few)} × ${nameOf(kind)}`).join(', ')}.
        </p>
      )}
      {hasFallen && <p>So the webhook is checked at the platform, and sweeps come more often.</p>}
    </div>
  );
}

const names: Readonly<Record<string, string>> = eventNames;
const nameOf = (kind: string) => (names[kind] ?? kind).toLowerCase();

function Progress({ sweeps: { role, incremental, full } }: { sweeps: SweepProgress }) {
  return (
    <dl className={classes.facts} data-testid="sweeps">
      <Fact name={role === 'only' ? 'Asked for changes' : 'Last sweep'}>
        {incremental.lastAt ? <When at={incremental.lastAt} /> : 'none yet'}
      </Fact>
      <Fact name="Next">
        {incremental.state === 'running' ? 'under way' : <When at={incremental.nextAt} />}
      </Fact>
      {incremental.problem && <Fact name="Last problem">{incremental.problem}</Fact>}
      <Fact name="All open tickets">
        {full.state === 'none' && 'not read yet'}
        {full.state === 'running' && `under way: ${count(full.seen)} seen, ${count(full.found)} found`}
        {full.state === 'ended' && (
          <>
            <span>{full.endedAt && <When at={full.endedAt} />}</span>
            <span>
              {count(full.seen)} seen, {count(full.found)} found
            </span>
          </>
        )}
      </Fact>
    </dl>
  );
}
