import type { SubscriberHealth } from '@nightdesk/sdk';
import { count } from '../../format/number.js';
import type { StateWords } from '../../format/words.js';
import { Link } from 'wouter';
import { MoreList } from '../../parts/more-list.js';
import { Nothing, Section } from '../../parts/section.js';
import { State } from '../../parts/state.js';
import { When } from '../../parts/when.js';
import { Concerns } from './account-concerns.js';
import { subscriberConcerns } from './concerns.js';
import classes from './rows.module.css';

export function Subscribers({ subscribers }: { subscribers: SubscriberHealth[] }) {
  return (
    <Section title="Subscribers" count={subscribers.length}>
      {subscribers.length === 0 && (
        <Nothing>
          Nobody gets the events yet. <Link href="/settings/subscribers/new">Add a subscriber</Link>.
        </Nothing>
      )}
      {subscribers.length > 0 && (
        <MoreList
          items={subscribers}
          first={10}
          row={(one) => <SubscriberRow key={one.id} subscriber={one} />}
        />
      )}
    </Section>
  );
}

function SubscriberRow({ subscriber }: { subscriber: SubscriberHealth }) {
  const { url, lane, lastDeliveredAt } = subscriber;
  return (
    <li className={classes.row} data-testid="subscriber-row" data-subscriber={subscriber.id}>
      <div className={classes.line}>
        <Link href={`/settings/subscribers/${subscriber.id}`}>{url}</Link>
        <span className={classes.end}>
          <State state={subscriberState(subscriber)} />
        </span>
      </div>
      <Concerns concerns={subscriberConcerns(subscriber)} />
      <p className={classes.small}>
        Last delivery {lastDeliveredAt ? <When at={lastDeliveredAt} /> : 'none yet'} · {count(lane.waiting)}{' '}
        waiting · {count(lane.inFlight)} in flight · {count(lane.dead)} dead
      </p>
    </li>
  );
}

export function subscriberState({ state, lastError, lane }: SubscriberHealth): StateWords {
  if (state === 'disabled') return { word: 'Disabled', tone: 'idle' };
  if (lane.dead > 0) return { word: 'Losing events', tone: 'bad' };
  return lastError ? { word: 'Failing', tone: 'warn' } : { word: 'Active', tone: 'good' };
}
