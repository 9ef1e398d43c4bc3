import { Skeleton, Stack } from '@mantine/core';
import type { Account } from '@nightdesk/sdk';
import { Failure } from '../../parts/failure.js';
import { AccountIncidents } from '../incidents/incidents.js';
import { useIsOperator, usePlatforms, usePlatformTitle } from '../../session/queries.js';
import classes from './account.module.css';
import { AccountHead } from './account-head.js';
import { Actions } from './actions.js';
import { Breaker } from './breaker.js';
import { Capabilities } from './capabilities.js';
import { Calls } from './calls.js';
import { Ceiling } from './ceiling.js';
import { Credential } from './credential.js';
import { Disconnect } from './disconnect.js';
import { FrozenTickets } from './frozen-tickets.js';
import { Lanes } from './lanes.js';
import { LiveShare } from './live-share.js';
import { Sweeps } from './sweeps.js';
import { SyntheticCheck } from './synthetic-check.js';
import { useAccount } from './use-account.js';
import { Webhooks } from './webhooks.js';

interface Props {
  accountId: string;
  /** Given the platform's own name. */
  heading: (account: Account, platform: string) => string;
}

/** What the page of an account and the end of the connect flow both show. */
export function AccountView({ accountId, heading }: Props) {
  const { account, health, query } = useAccount(accountId);
  const isOperator = useIsOperator();
  const platforms = usePlatforms();
  const title = usePlatformTitle(account?.platform ?? '');
  if (!account && query.isLoadingError) {
    return <Failure what="The account could not be shown" error={query.error} again={query.refetch} />;
  }
  if (!account) return <Waiting />;
  const choice = platforms.data?.find(({ platform }) => platform === account.platform);
  return (
    <>
      <AccountHead account={account} health={health} choice={choice} heading={heading(account, title)} />
      {health && <Breaker breaker={health.breaker} platform={title} />}
      <AccountIncidents accountId={accountId} />
      <div className={classes.columns}>
        <div>
          <FrozenTickets accountId={accountId} />
          {isOperator && account.state !== 'disconnected' && <Actions account={account} health={health} />}
          <Lanes accountId={accountId} />
          <Calls accountId={accountId} />
          {/* Without a credential both say what is not so any more. */}
          {account.state !== 'disconnected' && <Capabilities account={account} />}
          {account.state !== 'disconnected' && <Webhooks account={account} health={health} />}
        </div>
        <div>
          <Credential account={account} health={health} choice={choice} />
          {account.state !== 'disconnected' && <Sweeps accountId={accountId} />}
          {account.state !== 'disconnected' && <SyntheticCheck accountId={accountId} />}
          <LiveShare account={account} />
          <Ceiling account={account} />
          {isOperator && (
            <div className={classes.last}>
              <Disconnect account={account} />
            </div>
          )}
        </div>
      </div>
    </>
  );
}

function Waiting() {
  return (
    <Stack gap="lg" aria-busy="true" role="status" aria-label="Loading the account">
      <Skeleton height={38} width="min(20rem, 70%)" />
      <Skeleton height={24} width="min(36rem, 100%)" />
      <Skeleton height={300} />
    </Stack>
  );
}
