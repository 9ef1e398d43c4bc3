import { Button } from '@mantine/core';
import type { CreatedSubscriber } from '@nightdesk/sdk';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { Refusal } from '../../parts/refusal.js';
import { ShownOnce } from '../../parts/shown-once.js';
import { nightdesk } from '../../session/client.js';
import classes from '../settings/settings.module.css';
import { everything, type SubscriberDraft, SubscriberFields } from './subscriber-fields.js';
import { TestDelivery } from './test-delivery.js';
import { useAct } from './use-subscribers.js';

/** Makes a subscriber, shows its secret once, and tries it out. */
export default function NewSubscriberPage() {
  const [draft, setDraft] = useState(everything);
  const [made, setMade] = useState<CreatedSubscriber | null>(null);
  const [, go] = useLocation();
  const create = useAct((wanted: SubscriberDraft) => nightdesk.createSubscriber(wanted), setMade);
  return (
    <>
      <title>New subscriber · Nightdesk</title>
      <p className={classes.crumb}>
        <Link href="/settings/subscribers">Subscribers</Link>
      </p>
      <h1>{made ? 'Subscriber made' : 'New subscriber'}</h1>
      {made ? (
        <>
          <ShownOnce
            title="Its signing secret, shown once"
            value={made.secret}
            done={() => go(`/settings/subscribers/${made.id}`)}
            testId="subscriber-secret"
          >
            Your endpoint verifies each delivery with it, as Standard Webhooks describe. Nobody can look it up
            later; a lost one is replaced on the subscriber’s page.
          </ShownOnce>
          <TestDelivery id={made.id} />
        </>
      ) : (
        <>
          <p className={classes.lead}>
            It gets what is recorded from now on; what was before can be sent to it afterwards.
          </p>
          <form
            className={classes.panel}
            onSubmit={(event) => {
              event.preventDefault();
              create.mutate(draft);
            }}
          >
            {create.error && <Refusal title="Nothing was made" error={create.error} />}
            <SubscriberFields draft={draft} change={setDraft} />
            <Button type="submit" mt="lg" loading={create.isPending} data-testid="subscriber-create">
              Make the subscriber
            </Button>
          </form>
        </>
      )}
    </>
  );
}
