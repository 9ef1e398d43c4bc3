import { Button, Skeleton } from '@mantine/core';
import type { EventType, Subscriber, SubscriberHealth } from '@nightdesk/sdk';
import { useState } from 'react';
import { Link } from 'wouter';
import { Failure } from '../../parts/failure.js';
import { Refusal } from '../../parts/refusal.js';
import { Section } from '../../parts/section.js';
import { State } from '../../parts/state.js';
import { When } from '../../parts/when.js';
import { subscriberState } from '../overview/subscribers.js';
import classes from '../settings/settings.module.css';
import { Sent } from './sent.js';
import { End, Secret, SendAgain, TurnOff } from './subscriber-acts.js';
import { type SubscriberDraft, SubscriberFields } from './subscriber-fields.js';
import { Deliveries } from './subscribers-page.js';
import { TestDelivery } from './test-delivery.js';
import { changeOf, useAct, useSubscriber } from './use-subscribers.js';

/** One endpoint: how it does, what it gets, its secret, its deliveries. */
export default function SubscriberPage({ id }: { id: string }) {
  const { data, isLoadingError, error, refetch, health } = useSubscriber(id);
  return (
    <>
      <title>Subscriber · Nightdesk</title>
      <p className={classes.crumb}>
        <Link href="/settings/subscribers">Subscribers</Link>
      </p>
      {data ? (
        <Loaded subscriber={data} health={health} />
      ) : isLoadingError ? (
        <Failure what="The subscriber could not be read" error={error} again={refetch} />
      ) : (
        <Skeleton height={240} role="status" aria-label="Loading" />
      )}
    </>
  );
}

function Loaded({ subscriber, health }: { subscriber: Subscriber; health: SubscriberHealth | undefined }) {
  const { id, url, createdAt, failingSince } = subscriber;
  return (
    <>
      <div className={classes.head}>
        <h1>{url.replace(/^https?:\/\//, '')}</h1>
        {health && <State state={subscriberState(health)} size="md" testId="subscriber-state" />}
      </div>
      <p className={classes.small}>
        Made <When at={createdAt} /> · <code>{id}</code>
      </p>
      {failingSince && (
        <p className={classes.warned}>
          It has answered nothing but failures since <When at={failingSince} />. Each delivery is repeated for
          three days; after a day of nothing but failures the subscriber is turned off.
        </p>
      )}
      {health && <Deliveries health={health} />}
      <div className={classes.acts}>
        <TestDelivery id={id} />
        <TurnOff subscriber={subscriber} />
      </div>
      <Section title="What it gets">
        <Edit key={JSON.stringify(draftOf(subscriber))} subscriber={subscriber} />
      </Section>
      <Sent id={id} />
      <SendAgain id={id} />
      <Secret subscriber={subscriber} />
      <End id={id} />
    </>
  );
}

function draftOf({ url, eventTypes, accountIds, includeOwn }: Subscriber): SubscriberDraft {
  return { url, eventTypes: eventTypes as EventType[], accountIds, includeOwn };
}

function Edit({ subscriber }: { subscriber: Subscriber }) {
  const stored = draftOf(subscriber);
  const [draft, setDraft] = useState(stored);
  const save = useAct(changeOf(subscriber.id));
  const isSame = JSON.stringify(draft) === JSON.stringify(stored);
  return (
    <form
      className={classes.panel}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(draft);
      }}
    >
      {save.error && <Refusal title="Nothing was changed" error={save.error} />}
      <SubscriberFields draft={draft} change={setDraft} />
      <Button type="submit" mt="lg" disabled={isSame} loading={save.isPending} data-testid="subscriber-save">
        Save
      </Button>
    </form>
  );
}
