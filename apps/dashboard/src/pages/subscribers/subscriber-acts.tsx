import { Button, TextInput } from '@mantine/core';
import type { RotatedSecret, Subscriber } from '@nightdesk/sdk';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { counted } from '../../format/number.js';
import { moment } from '../../format/time.js';
import { Confirm } from '../../parts/confirm.js';
import { Refusal } from '../../parts/refusal.js';
import { Section } from '../../parts/section.js';
import { ShownOnce } from '../../parts/shown-once.js';
import { nightdesk } from '../../session/client.js';
import classes from '../settings/settings.module.css';
import { changeOf, useAct } from './use-subscribers.js';

export function TurnOff({ subscriber: { id, state } }: { subscriber: Subscriber }) {
  const change = useAct(changeOf(id));
  return (
    <div>
      {change.error && <Refusal title="Nothing was changed" error={change.error} />}
      {state === 'active' ? (
        <Confirm
          key="off"
          label="Turn off"
          does="Nothing is sent to it any more; what happens meanwhile can be sent later."
          question="Turn this subscriber off?"
          act={() => change.mutate({ state: 'disabled' })}
          busy={change.isPending}
          testId="subscriber-disable"
        />
      ) : (
        <Confirm
          key="on"
          label="Turn on"
          does="What waited goes out at once, in order."
          question="Turn this subscriber on?"
          act={() => change.mutate({ state: 'active' })}
          busy={change.isPending}
          variant="filled"
          testId="subscriber-enable"
        />
      )}
    </div>
  );
}

export function Secret({ subscriber: { id, previousSecretUntil } }: { subscriber: Subscriber }) {
  const [made, setMade] = useState<RotatedSecret | null>(null);
  const rotate = useAct(() => nightdesk.subscriberActions.rotateSecret(id), setMade);
  return (
    <Section title="Signing secret">
      {rotate.error && <Refusal title="The secret is the same" error={rotate.error} />}
      {made && (
        <ShownOnce
          title="The new signing secret, shown once"
          value={made.secret}
          done={() => setMade(null)}
          testId="subscriber-rotated"
        >
          Put it into your endpoint before {moment(made.previousUntil)}: until then each delivery carries two
          signatures, and either secret verifies it.
        </ShownOnce>
      )}
      {previousSecretUntil && !made && (
        <p className={classes.small}>
          The secret before this one signs as well until {moment(previousSecretUntil)}.
        </p>
      )}
      <Confirm
        label="Change the secret"
        does="The old one goes on signing beside the new one for 24 hours, so nothing is lost while you change it over."
        question={
          previousSecretUntil
            ? 'Change it again? The secret before the present one ends at once.'
            : 'Change the signing secret?'
        }
        act={() => rotate.mutate(undefined)}
        busy={rotate.isPending}
        testId="subscriber-rotate"
      />
    </Section>
  );
}

export function SendAgain({ id }: { id: string }) {
  const [since, setSince] = useState('');
  const replay = useAct((from: string) => nightdesk.subscriberActions.replayEvents(id, { since: from }));
  const at = new Date(since);
  const fits = !Number.isNaN(at.getTime());
  return (
    <Section title="Everything since">
      <p className={classes.small}>
        Sends all recorded events that fit its filters again, delivered before or not, at most 10,000 at once.
        A repeat has the same <code>webhook-id</code> as the first time, so an endpoint that looks at it does
        nothing twice.
      </p>
      {replay.error && <Refusal title="Nothing is sent" error={replay.error} />}
      <TextInput
        type="datetime-local"
        label="Since"
        description="In your own time zone"
        maw="16rem"
        my="sm"
        value={since}
        onChange={({ currentTarget }) => setSince(currentTarget.value)}
        data-testid="replay-since"
      />
      {fits && (
        <Confirm
          label="Send everything"
          does={`Recorded on ${moment(at.toISOString())} or later.`}
          question={`Send everything since ${moment(at.toISOString())}?`}
          act={() => replay.mutate(at.toISOString())}
          busy={replay.isPending}
          testId="replay-events"
        />
      )}
      {replay.data && (
        <p className={classes.answer} data-tone="good" role="status" data-testid="replayed">
          {counted(replay.data.queued, 'event')} on the way.
          {replay.data.next && (
            <>
              {' '}
              There are more, from {moment(replay.data.next)}.{' '}
              <Button
                variant="default"
                size="xs"
                onClick={() => replay.data?.next && replay.mutate(replay.data.next)}
              >
                Go on there
              </Button>
            </>
          )}
        </p>
      )}
    </Section>
  );
}

export function End({ id }: { id: string }) {
  const [, go] = useLocation();
  const remove = useAct(
    () => nightdesk.deleteSubscriber(id),
    () => go('/settings/subscribers', { replace: true }),
  );
  return (
    <Section title="Delete">
      {remove.error && <Refusal title="It is still there" error={remove.error} />}
      <Confirm
        label="Delete it"
        does="With its deliveries, also those that wait. Events themselves stay, and other subscribers get theirs."
        question="Delete this subscriber and what waits for it?"
        act={() => remove.mutate(undefined)}
        busy={remove.isPending}
        testId="subscriber-delete"
      />
    </Section>
  );
}
