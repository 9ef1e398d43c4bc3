import { Button } from '@mantine/core';
import type { AccountHealth } from '@nightdesk/sdk';
import { Link } from 'wouter';
import { accountStates, siteName } from '../../format/words.js';
import { accountPath, reconnectPath } from '../../parts/paths.js';
import { State } from '../../parts/state.js';
import { When } from '../../parts/when.js';
import { useIsOperator, usePlatformTitle } from '../../session/queries.js';
import { AccountConcerns } from './account-concerns.js';
import classes from './account-card.module.css';
import { Budget } from './budget.js';
import { Credential } from './credential.js';
import { Lanes } from './lanes.js';
import { Webhooks } from './webhooks.js';

/** One account: how it is, why, what to do, and the four things that it lives by. */
export function AccountCard({ account }: { account: AccountHealth }) {
  const state = accountStates[account.state];
  const platform = usePlatformTitle(account.platform);
  const isOperator = useIsOperator();
  const reconnect = isOperator && ['needs_reauth', 'needs_scopes', 'disconnected'].includes(account.state);
  return (
    <li className={classes.card} data-tone={state.tone} data-testid="account-card" data-account={account.id}>
      <header className={classes.head}>
        <h3 className={classes.site}>
          <Link href={accountPath(account.id)} data-testid="account-link">
            {siteName(account.site)}
          </Link>{' '}
          <span className={classes.platform}>{platform}</span>
        </h3>
        <State state={state} size="md" testId="account-state" />
        <span className={classes.since}>
          <When at={account.stateSince} />
        </span>
      </header>
      <div className={classes.why}>
        <div>
          <p>{account.reason}</p>
          {account.remedy && <p className={classes.remedy}>{account.remedy}</p>}
        </div>
        {reconnect && (
          <Button component={Link} href={reconnectPath(account, account.credential?.kind)} size="xs">
            Connect again
          </Button>
        )}
      </div>
      <AccountConcerns account={account} />
      <div className={classes.facts}>
        <Webhooks webhook={account.webhook} />
        <Credential credential={account.credential} />
        <Lanes lanes={account.lanes} />
        <Budget windows={account.budget} />
      </div>
    </li>
  );
}
