import { IconAlertTriangle } from '@tabler/icons-react';
import type { AccountHealth } from '@nightdesk/sdk';
import { useFromNow } from '../../live/clock.js';
import classes from './account-card.module.css';
import { accountConcerns, type Concern } from './concerns.js';

export function AccountConcerns({ account }: { account: AccountHealth }) {
  const concerns = useFromNow((now) => JSON.stringify(accountConcerns(account, now)));
  return <Concerns concerns={JSON.parse(concerns) as Concern[]} />;
}

export function Concerns({ concerns }: { concerns: Concern[] }) {
  if (concerns.length === 0) return null;
  return (
    <ul className={classes.concerns}>
      {concerns.map(({ tone, text }) => (
        <li key={text} className={classes.concern} data-tone={tone}>
          <IconAlertTriangle size={16} aria-hidden />
          {text}
        </li>
      ))}
    </ul>
  );
}
