import { IconClockPause } from '@tabler/icons-react';
import type { Incident, TimelineStop } from '@nightdesk/sdk';
import { Link } from 'wouter';
import { accountPath } from '../../parts/paths.js';
import { useIncidentsOf, useOpenIncidents } from '../incidents/use-incidents.js';
import classes from './timeline.module.css';
import { heldUpBy } from './held-by.js';

/** Those of the account, and the open ones of none, by which stops are explained. */
export function useExplanations(accountId: string): Incident[] {
  const own = useIncidentsOf(accountId).data?.data ?? [];
  const open = useOpenIncidents().data?.data ?? [];
  return [...own, ...open.filter((incident) => incident.accountId === null)];
}

interface Props {
  stop: Pick<TimelineStop, 'station' | 'what' | 'at' | 'durationMs'>;
  ticketId: string;
  incidents: readonly Incident[];
}

/** What held a stop up, with the place where its remedy stands. */
export function HeldUp({ stop, ticketId, incidents }: Props) {
  return heldUpBy(stop, ticketId, incidents).map(({ id, accountId, cause, title, resolvedAt }) => (
    <p
      key={id}
      className={classes.held}
      data-tone={resolvedAt ? 'idle' : 'warn'}
      data-testid="held-up"
      data-cause={cause}
    >
      <IconClockPause size={15} aria-hidden />
      <span>
        {resolvedAt ? 'Held up by' : 'Held up:'}{' '}
        <Link href={accountId === null ? '/' : accountPath(accountId)}>{title}</Link>
      </span>
    </p>
  ));
}
