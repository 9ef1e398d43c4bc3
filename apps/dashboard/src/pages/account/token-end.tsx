import { Button } from '@mantine/core';
import type { Account } from '@nightdesk/sdk';
import { Link } from 'wouter';
import { counted } from '../../format/number.js';
import { dateOf, daysLeft } from '../../format/time.js';
import { useFromNow } from '../../live/clock.js';
import { connectPath } from '../../parts/paths.js';
import { useIsOperator, usePlatformTitle } from '../../session/queries.js';
import classes from './account.module.css';

/** From here on a person should drop other work. */
const URGENT_DAYS = 30;

/** Counts down to the day on which the platform stops taking API tokens, and leads to what replaces them. */
export function TokenEnd({ account, endsAt }: { account: Account; endsAt: string }) {
  const isOperator = useIsOperator();
  const title = usePlatformTitle(account.platform);
  const days = useFromNow((now) => daysLeft(endsAt, now));
  const { platform, site, region } = account;
  return (
    <div
      className={classes.end}
      data-tone={days <= URGENT_DAYS ? 'bad' : 'warn'}
      data-testid="token-countdown"
    >
      <p className={classes.days}>{counted(days, 'day')} left</p>
      <p>
        {title} stops accepting API tokens on {dateOf(endsAt)}. After the switch to OAuth this account keeps
        its id and its history, and goes on where it was.
      </p>
      {isOperator && (
        <Button
          component={Link}
          href={connectPath({ platform, site, region, method: 'oauth' })}
          size="sm"
          data-testid="switch-to-oauth"
        >
          Switch to OAuth
        </Button>
      )}
    </div>
  );
}
