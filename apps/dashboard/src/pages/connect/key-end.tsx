import { IconAlertTriangle } from '@tabler/icons-react';
import { counted } from '../../format/number.js';
import { dateOf, daysLeft } from '../../format/time.js';
import { useFromNow } from '../../live/clock.js';
import classes from './connect.module.css';

interface Props {
  title: string;
  /** What the platform calls its keys. */
  label: string;
  endsAt: string;
  hasOAuth: boolean;
}

/** Says that keys of this kind end, before one is pasted. */
export function KeyEnd({ title, label, endsAt, hasOAuth }: Props) {
  const days = useFromNow((now) => daysLeft(endsAt, now));
  return (
    <p className={classes.notice} data-tone="warn" data-testid="connect-key-end">
      <IconAlertTriangle size={18} aria-hidden />
      <span>
        {title} stops accepting this kind of access ({label}) on {dateOf(endsAt)}:{' '}
        <b>{counted(days, 'day')} left</b>. {hasOAuth && 'OAuth has no such end.'}
      </span>
    </p>
  );
}
