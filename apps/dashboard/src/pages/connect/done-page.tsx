import { Button, Group, Skeleton } from '@mantine/core';
import type { Account } from '@nightdesk/sdk';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link, useSearch } from 'wouter';
import { accountStates, platformName } from '../../format/words.js';
import { useOverview } from '../../live/live.js';
import { Failure } from '../../parts/failure.js';
import { State } from '../../parts/state.js';
import { nightdesk } from '../../session/client.js';
import classes from './connect.module.css';
import { forgetDraft } from './draft.js';

/** What became of the connection. Live, because the rights are still being checked when one arrives. */
export default function ConnectDonePage() {
  const accountId = new URLSearchParams(useSearch()).get('account') ?? '';
  const query = useQuery({
    queryKey: ['account', accountId],
    queryFn: ({ signal }) => nightdesk.account(accountId, { signal }),
  });
  const account = useOverview().data?.accounts.find(({ id }) => id === accountId) ?? query.data;
  useEffect(forgetDraft, []);
  return (
    <div className={classes.page}>
      <title>Connected · Nightdesk</title>
      {account && <Outcome account={account} />}
      {!account && query.isPending && <Skeleton height={220} />}
      {!account && query.isLoadingError && (
        <Failure what="The account could not be shown" error={query.error} again={query.refetch} />
      )}
    </div>
  );
}

const headings: Partial<Record<Account['state'], string>> = {
  live: 'is connected',
  connecting: 'is being connected',
  probing: 'is connected, its rights are being checked',
};

function Outcome({ account }: { account: Account }) {
  return (
    <>
      <State state={accountStates[account.state]} size="md" testId="account-state" />
      <h1 className={classes.heading}>
        {platformName(account.platform)} {account.site}{' '}
        {headings[account.state] ?? 'is connected, but not live'}
      </h1>
      <p className={classes.lead}>{account.reason}</p>
      {account.remedy && (
        <>
          <h2>What to do</h2>
          <p>{account.remedy}</p>
        </>
      )}
      <Group mt="xl">
        <Button component={Link} href="/" size="md">
          To the overview
        </Button>
        <Button component={Link} href="/connect" size="md" variant="default">
          Connect another
        </Button>
      </Group>
    </>
  );
}
