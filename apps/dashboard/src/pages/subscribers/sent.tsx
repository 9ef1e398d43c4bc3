import { Button, SegmentedControl } from '@mantine/core';
import type { EventDelivery } from '@nightdesk/sdk';
import { useSearchParams } from 'wouter';
import { counted } from '../../format/number.js';
import { eventNames, type StateWords } from '../../format/words.js';
import { Confirm } from '../../parts/confirm.js';
import { Failure } from '../../parts/failure.js';
import { LoadingList } from '../../parts/loading-list.js';
import { Refusal } from '../../parts/refusal.js';
import { Nothing, Section } from '../../parts/section.js';
import { State } from '../../parts/state.js';
import { TicketLink } from '../../parts/ticket-link.js';
import { When } from '../../parts/when.js';
import { nightdesk } from '../../session/client.js';
import classes from '../settings/settings.module.css';
import { useAct, useDeliveries } from './use-subscribers.js';

type DeliveryState = EventDelivery['state'];

const states: Record<DeliveryState, StateWords & { none: string }> = {
  delivered: { word: 'Delivered', tone: 'good', none: 'Nothing was delivered yet.' },
  pending: { word: 'Waiting', tone: 'busy', none: 'Nothing waits.' },
  dead: { word: 'Dead', tone: 'bad', none: 'Nothing is dead: every event arrived, or still waits.' },
};

/** The last deliveries of one state, which the address names. */
export function Sent({ id }: { id: string }) {
  const [search, setSearch] = useSearchParams();
  const asked = search.get('deliveries') ?? '';
  const state: DeliveryState = asked === 'dead' || asked === 'pending' ? asked : 'delivered';
  const { data, isPending, isLoadingError, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useDeliveries(id, state);
  const again = useAct((deliveryIds: string[] | null) =>
    nightdesk.subscriberActions.replayDeliveries(id, deliveryIds ? { deliveryIds } : {}),
  );
  const rows = data?.pages.flatMap((page) => page.data);
  return (
    <Section
      title="Deliveries"
      aside={
        <SegmentedControl
          size="xs"
          value={state}
          onChange={(value) => setSearch({ deliveries: value }, { replace: true })}
          data={Object.entries(states).map(([value, { word }]) => ({ value, label: word }))}
          aria-label="Which deliveries"
          data-testid="deliveries-state"
        />
      }
    >
      {again.error && <Refusal title="Nothing is sent again" error={again.error} />}
      {again.data && (
        <p className={classes.answer} data-tone="good" role="status">
          {counted(again.data.queued, 'delivery', 'deliveries')} on the way again.
        </p>
      )}
      {state === 'dead' && rows && rows.length > 0 && (
        <Confirm
          label="Send all again"
          does="All that are dead, not only those shown, with three new days."
          question="Send all dead deliveries again?"
          act={() => again.mutate(null)}
          busy={again.isPending}
          testId="deliveries-replay"
        />
      )}
      {rows?.length === 0 && <Nothing>{states[state].none}</Nothing>}
      {rows && rows.length > 0 && (
        <ul className={classes.list}>
          {rows.map((one) => (
            <Row key={one.id} delivery={one} again={() => again.mutate([one.id])} />
          ))}
        </ul>
      )}
      {isPending && <LoadingList />}
      {isLoadingError && <Failure what="The deliveries could not be read" error={error} again={refetch} />}
      {hasNextPage && (
        <Button variant="subtle" size="xs" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show more
        </Button>
      )}
    </Section>
  );
}

function Row({ delivery, again }: { delivery: EventDelivery; again: () => void }) {
  const { state, attempts, lastError, lastStatus, createdAt, dueAt, deliveredAt, event } = delivery;
  return (
    <li data-testid="delivery" data-state={state}>
      <div className={classes.line}>
        <b>{eventNames[event.type]}</b>
        {event.ticketId !== null && <TicketLink accountId={event.accountId} ticketId={event.ticketId} />}
        <State state={states[state]} />
        <span className={classes.end}>
          {state === 'dead' && (
            <Button size="xs" variant="default" onClick={again}>
              Send again
            </Button>
          )}
        </span>
      </div>
      <p className={classes.small}>
        Recorded <When at={createdAt} /> · {counted(attempts, 'attempt')}
        {lastStatus !== null && ` · answered ${lastStatus}`}
        {deliveredAt && (
          <>
            {' '}
            · delivered <When at={deliveredAt} />
          </>
        )}
        {state === 'pending' && (
          <>
            {' '}
            · next attempt <When at={dueAt} />
          </>
        )}
      </p>
      {lastError && state !== 'delivered' && <p className={classes.warned}>{lastError}</p>}
    </li>
  );
}
