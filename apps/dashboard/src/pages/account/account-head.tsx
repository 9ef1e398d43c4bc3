import { Button } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import type { Account, AccountHealth, PlatformChoice } from '@nightdesk/sdk';
import { Link } from 'wouter';
import { accountStates } from '../../format/words.js';
import { reconnectPath } from '../../parts/paths.js';
import { State } from '../../parts/state.js';
import { Since } from '../../parts/when.js';
import { useIsOperator, usePlatformTitle } from '../../session/queries.js';
import classes from './account.module.css';
import { Pause } from './pause.js';
import { RepairLink } from './repair-link.js';

interface Props {
  account: Account;
  health: AccountHealth | undefined;
  choice: PlatformChoice | undefined;
  heading: string;
}

/** How the account is, since when, why, and what to do about it. */
export function AccountHead({ account, health, choice, heading }: Props) {
  const isOperator = useIsOperator();
  const platform = usePlatformTitle(account.platform);
  const state = accountStates[account.state];
  const region = choice?.regions.find(({ value }) => value === account.region)?.title ?? account.region;
  const reconnect = ['needs_reauth', 'needs_scopes', 'suspended', 'disconnected'].includes(account.state);
  return (
    <header data-tone={state.tone}>
      <h1>{heading}</h1>
      <p className={classes.state}>
        <State state={state} size="md" testId="account-state" />
        <span>
          for <Since at={account.stateSince} /> · {[platform, region].filter(Boolean).join(', ')}
        </span>
      </p>
      <p className={classes.reason}>{account.reason}</p>
      {account.remedy && (
        <p className={classes.remedy}>
          <IconArrowRight size={18} aria-hidden />
          <span>{account.remedy}</span>
        </p>
      )}
      {isOperator && reconnect && (
        <Button component={Link} href={reconnectPath(account, health?.credential?.kind)} mt="md">
          Connect again
        </Button>
      )}
      {isOperator && reconnect && <RepairLink accountId={account.id} />}
      {isOperator && <Pause account={account} />}
    </header>
  );
}
