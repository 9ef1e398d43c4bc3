import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { Subscriber, SubscriberHealth } from '@nightdesk/sdk';
import { Link } from 'wouter';
import { count } from '../../format/number.js';
import { useOverview } from '../../live/live.js';
import { Failure } from '../../parts/failure.js';
import { LoadingList } from '../../parts/loading-list.js';
import { Nothing } from '../../parts/section.js';
import { State } from '../../parts/state.js';
import { When } from '../../parts/when.js';
import { subscriberState } from '../overview/subscribers.js';
import classes from '../settings/settings.module.css';
import { gets } from './filter-words.js';
import { useSubscribers } from './use-subscribers.js';

/** The automation's endpoints. */
export default function SubscribersPage() {
  const { data, isPending, isLoadingError, error, refetch, health } = useSubscribers();
  return (
    <>
      <title>Subscribers · Nightdesk</title>
      <div className={classes.head}>
        <h1>Subscribers</h1>
        <Button
          component={Link}
          href="/settings/subscribers/new"
          leftSection={<IconPlus size={16} aria-hidden />}
          data-testid="subscriber-new"
        >
          New subscriber
        </Button>
      </div>
      <p className={classes.lead}>
        Endpoints of your automation. Each gets every event that fits its filters, signed, in order per
        ticket, and again with growing pauses for three days until it answers 2xx.
      </p>
      {data?.length === 0 && <Nothing>Nobody gets the events yet.</Nothing>}
      {data && data.length > 0 && (
        <ul className={classes.list}>
          {data.map((one) => (
            <Row key={one.id} subscriber={one} health={health.get(one.id)} />
          ))}
        </ul>
      )}
      {isPending && <LoadingList />}
      {isLoadingError && <Failure what="The subscribers could not be read" error={error} again={refetch} />}
    </>
  );
}

function Row({ subscriber, health }: { subscriber: Subscriber; health: SubscriberHealth | undefined }) {
  const sites = new Map(useOverview().data?.accounts.map(({ id, site }) => [id, site]));
  const { id, url } = subscriber;
  return (
    <li data-testid="subscriber" data-subscriber={id}>
      <div className={classes.line}>
        <Link href={`/settings/subscribers/${id}`}>{url}</Link>
        <span className={classes.end}>{health && <State state={subscriberState(health)} />}</span>
      </div>
      <p className={classes.small}>{gets(subscriber, sites)}</p>
      {health && <Deliveries health={health} />}
    </li>
  );
}

/** How its deliveries go: the last one, what waits, and why the last attempt failed. */
export function Deliveries({ health: { lane, lastDeliveredAt, lastError } }: { health: SubscriberHealth }) {
  return (
    <>
      <p className={classes.small}>
        Last delivery {lastDeliveredAt ? <When at={lastDeliveredAt} /> : 'none yet'} · {count(lane.waiting)}{' '}
        waiting
        {lane.oldestAt && lane.waiting > 0 && (
          <>
            , the oldest from <When at={lane.oldestAt} />
          </>
        )}{' '}
        · {count(lane.dead)} dead
      </p>
      {lastError && <p className={classes.warned}>Last attempt failed: {lastError}</p>}
    </>
  );
}
