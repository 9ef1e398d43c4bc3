import { Button, Skeleton } from '@mantine/core';
import type { DeadWebhook } from '@nightdesk/sdk';
import { Link } from 'wouter';
import { siteName } from '../../format/words.js';
import { Confirm } from '../../parts/confirm.js';
import { Failure } from '../../parts/failure.js';
import { accountPath } from '../../parts/paths.js';
import { Refusal } from '../../parts/refusal.js';
import { Nothing, Section } from '../../parts/section.js';
import { useIsOperator } from '../../session/queries.js';
import { DeadWebhookRow } from './dead-webhook-row.js';
import classes from './dead-letters.module.css';
import { useDeadWebhookActs, useDeadWebhooks } from './use-dead-webhooks.js';

/** Webhooks that could not be turned into events, by account: why, and what can be done. */
export function DeadWebhooks({ sites }: { sites: ReadonlyMap<string, string> }) {
  const { data, isPending, isLoadingError, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useDeadWebhooks();
  const isOperator = useIsOperator();
  const acts = useDeadWebhookActs();
  const refused = acts.replay.error ?? acts.discard.error;
  const all = data?.pages.flatMap((page) => page.data) ?? [];
  const accountIds = [...new Set(all.map(({ accountId }) => accountId))];
  return (
    <Section title="Webhooks that told nothing">
      {data && all.length === 0 && <Nothing>Every webhook was turned into events.</Nothing>}
      {refused && <Refusal title="Nothing was changed" error={refused} />}
      <ul className={classes.groups}>
        {accountIds.map((accountId) => (
          <li key={accountId} className={classes.group} data-testid="dead-webhooks" data-account={accountId}>
            <header className={classes.head}>
              <h3>
                <Link href={accountPath(accountId)}>{siteName(sites.get(accountId) ?? accountId)}</Link>
              </h3>
            </header>
            {isOperator && (
              <div className={classes.act}>
                <Confirm
                  label="Read them again"
                  does="Each ticket is read back from the helpdesk; what had changed is told now, in order and once."
                  question="Read the tickets of all dead webhooks of this account again?"
                  act={() => acts.replay.mutate({ accountId })}
                  busy={acts.replay.isPending}
                  variant="filled"
                  testId="replay-webhooks"
                />
                <Confirm
                  label="Discard them"
                  does="They leave this list; a sweep may still find what they were about."
                  question="Discard all dead webhooks of this account?"
                  act={() => acts.discard.mutate({ accountId })}
                  busy={acts.discard.isPending}
                  testId="discard-webhooks"
                />
              </div>
            )}
            <ul className={classes.letters}>
              {of(all, accountId).map((one) => (
                <DeadWebhookRow key={one.id} webhook={one} acts={isOperator ? acts : null} />
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {isPending && <Skeleton height={90} aria-busy="true" role="status" aria-label="Loading" />}
      {isLoadingError && <Failure what="The webhooks could not be read" error={error} again={refetch} />}
      {hasNextPage && (
        <Button variant="subtle" size="xs" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show more
        </Button>
      )}
    </Section>
  );
}

const of = (all: readonly DeadWebhook[], accountId: string) =>
  all.filter((one) => one.accountId === accountId);
