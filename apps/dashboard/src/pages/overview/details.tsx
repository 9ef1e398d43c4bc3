import { Skeleton } from '@mantine/core';
import { useAccountHealth } from '../../live/live.js';
import { Failure } from '../../parts/failure.js';
import { Budget } from './budget.js';
import { Credential } from './credential.js';
import classes from './details.module.css';
import { Lanes } from './lanes.js';
import { Webhooks } from './webhooks.js';

/** The four things that an account lives by, asked for when somebody wants to see them. */
export function AccountDetails({ accountId }: { accountId: string }) {
  const { data, isLoadingError, error, refetch } = useAccountHealth(accountId);
  return (
    <div role="row" data-testid="account-details" data-account={accountId}>
      <div role="cell" aria-colspan={8} className={classes.details}>
        {isLoadingError && <Failure what="The details could not be loaded" error={error} again={refetch} />}
        {!data && !isLoadingError && <Skeleton height={150} role="status" aria-label="Loading the details" />}
        {data && (
          <div className={classes.facts}>
            <Webhooks webhook={data.webhook} />
            <Credential credential={data.credential} />
            <Lanes lanes={data.lanes} />
            <Budget windows={data.budget} />
          </div>
        )}
      </div>
    </div>
  );
}
