import { Skeleton, Stack } from '@mantine/core';
import { Link, useSearch } from 'wouter';
import { siteName } from '../../format/words.js';
import { useOverview } from '../../live/live.js';
import { Failure } from '../../parts/failure.js';
import { Nothing, Section } from '../../parts/section.js';
import classes from './dead-letters.module.css';
import { DeadWebhooks } from './dead-webhooks.js';
import { Group } from './group.js';
import { ReplayRow } from './replay-row.js';
import { useGroups, useReplays } from './use-dead-letters.js';

const replaysShown = 5;

/** What failed or was given up, by its root cause, and the replays of it. */
export default function DeadLettersPage() {
  const replays = useReplays();
  const running = replays.data?.filter(({ state }) => state === 'running') ?? [];
  const accountId = new URLSearchParams(useSearch()).get('accountId');
  const groups = useGroups(running.length > 0, accountId);
  const sites = new Map(useOverview().data?.accounts.map(({ id, site }) => [id, site]));
  return (
    <>
      <title>Dead letters · Nightdesk</title>
      <h1>Dead letters</h1>
      <p className={classes.lead}>
        Changes that were refused or given up. Nothing more happens to them by itself. A replay tries one,
        then ten, then all, skips what nobody wants any more, and stops when one of them fails again.
      </p>
      {replays.data && replays.data.length > 0 && (
        <Section title="Replays">
          <ul className={classes.list}>
            {replays.data.slice(0, Math.max(replaysShown, running.length)).map((replay) => (
              <ReplayRow key={replay.id} replay={replay} />
            ))}
          </ul>
        </Section>
      )}
      {replays.isLoadingError && (
        <Failure what="The replays could not be read" error={replays.error} again={replays.refetch} />
      )}
      <Section title="By cause">
        {accountId !== null && (
          <p className={classes.lead} data-testid="dead-letters-of">
            Only those of {siteName(sites.get(accountId) ?? accountId)}.{' '}
            <Link href="/dead-letters">Show those of every account</Link>
          </p>
        )}
        {groups.data?.length === 0 && <Nothing>There are no dead letters.</Nothing>}
        {groups.data && groups.data.length > 0 && (
          <ul className={classes.groups}>
            {groups.data.map((group) => (
              <Group
                key={group.cause}
                group={group}
                sites={sites}
                accountId={accountId}
                isRunning={running.some(({ cause }) => cause === null || cause === group.cause)}
              />
            ))}
          </ul>
        )}
        {groups.isPending && (
          <Stack gap="sm" aria-busy="true" role="status" aria-label="Loading">
            <Skeleton height={140} />
            <Skeleton height={140} />
          </Stack>
        )}
        {groups.isLoadingError && (
          <Failure what="The dead letters could not be read" error={groups.error} again={groups.refetch} />
        )}
      </Section>
      <DeadWebhooks sites={sites} />
    </>
  );
}
