import { Button, SegmentedControl, Skeleton } from '@mantine/core';
import { ApiError, type WhatIfQuestion } from '@nightdesk/sdk';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useLocation, useSearch } from 'wouter';
import { siteName } from '../../format/words.js';
import { Failure } from '../../parts/failure.js';
import { accountPath, whatIfPath } from '../../parts/paths.js';
import { Section } from '../../parts/section.js';
import { nightdesk } from '../../session/client.js';
import crumbs from '../account/account.module.css';
import { useAccount } from '../account/use-account.js';
import { Answer } from './answer.js';
import { Knobs } from './knobs.js';
import { questionIn, searchOf } from './question.js';
import classes from './what-if.module.css';

/** An account's recorded demand, replayed as things are and as they would be; the address is the question. */
export default function WhatIfPage({ accountId }: { accountId: string }) {
  const { account } = useAccount(accountId);
  const site = siteName(account?.site ?? accountId);
  const question = questionIn(useSearch());
  const [, go] = useLocation();
  const ask = (asked: WhatIfQuestion) => {
    const search = searchOf(asked);
    go(`${whatIfPath(accountId)}${search && `?${search}`}`, { replace: true });
  };
  const answer = useQuery({
    queryKey: ['what-if', accountId, question],
    queryFn: ({ signal }) => nightdesk.whatIf.of(accountId, question, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  const isEmpty = answer.error instanceof ApiError && answer.error.status === 409;
  return (
    <>
      <title>{`What if · ${site} · Nightdesk`}</title>
      <p className={crumbs.crumb}>
        <Link href="/">Health</Link> / <Link href={accountPath(accountId)}>{site}</Link> / What if
      </p>
      <h1>What if</h1>
      <p className={classes.lead}>
        What this account was asked to do is replayed against other limits, by the rules that let real calls
        out. Nothing is changed, and nothing is sent.
      </p>
      <div className={classes.columns}>
        <Section title="Try out">
          <SegmentedControl
            fullWidth
            aria-label="Whose demand is replayed"
            data={[
              { value: 'day', label: 'Last 24 hours' },
              { value: 'hour', label: 'Last hour' },
            ]}
            value={question.period ?? 'day'}
            onChange={(period) => ask({ ...question, period: period === 'hour' ? 'hour' : 'day' })}
            data-testid="what-if-period"
          />
          {answer.isPending && <Skeleton height={520} mt="md" />}
          <Knobs question={question} asIs={answer.data?.before.rules ?? null} ask={ask} />
        </Section>
        <div aria-busy={answer.isFetching} data-testid="what-if-answer">
          {isEmpty && (
            <section className={classes.empty} data-testid="what-if-empty">
              <h2>There is nothing to replay</h2>
              <p>{answer.error?.message}</p>
              <Button onClick={() => ask({ ...question, writesPerHour: 60 })} data-testid="what-if-made-up">
                Replay 60 made-up writes an hour
              </Button>
            </section>
          )}
          {answer.error && !isEmpty && (
            <Failure what="This could not be replayed" error={answer.error} again={answer.refetch} />
          )}
          {answer.isPending && <Skeleton height={420} role="status" aria-label="Replaying" />}
          {answer.data && !answer.error && account && <Answer whatIf={answer.data} account={account} />}
        </div>
      </div>
    </>
  );
}
