import type { TimelineRaw } from '@nightdesk/sdk';
import { Link } from 'wouter';
import { sentence, stopTone } from '../../format/words.js';
import { Copyable } from '../../parts/copyable.js';
import { Failure } from '../../parts/failure.js';
import { LoadingList } from '../../parts/loading-list.js';
import { accountPath } from '../../parts/paths.js';
import { Section } from '../../parts/section.js';
import { State } from '../../parts/state.js';
import { StoredParts, useStored } from '../../parts/stored.js';
import { TicketLink } from '../../parts/ticket-link.js';
import { When } from '../../parts/when.js';
import classes from '../operation/operation.module.css';
import { useExplanations } from '../ticket/held-up.js';
import { Timeline } from '../ticket/timeline.js';
import { useTimeline } from '../ticket/use-ticket.js';

/** One delivery of one event: what was sent, what came of it, and how it came to be. */
export default function DeliveryPage({ deliveryId }: { deliveryId: string }) {
  const query = useStored({ station: 'delivery', id: deliveryId });
  return (
    <>
      <title>{`Delivery ${deliveryId} · Nightdesk`}</title>
      <p className={classes.crumb}>
        <Link href="/">Health</Link> / delivery
      </p>
      {query.data && <Loaded delivery={query.data} />}
      {query.isPending && <LoadingList heights={[60, 200]} />}
      {query.isLoadingError && (
        <Failure what="The delivery could not be read" error={query.error} again={query.refetch} />
      )}
    </>
  );
}

function Loaded({ delivery }: { delivery: TimelineRaw }) {
  const { id, accountId, ticketId, traceId, at, state, facts } = delivery;
  const type = facts.find(({ name }) => name === 'Type')?.value ?? 'Event';
  return (
    <>
      <h1>Delivery of {type}</h1>
      <p className={classes.facts}>
        <State state={{ word: sentence(state), tone: stopTone(state) }} size="md" testId="delivery-state" />
        <span>
          {ticketId === null ? (
            <Link href={accountPath(accountId)}>of its account</Link>
          ) : (
            <>
              of ticket <TicketLink accountId={accountId} ticketId={ticketId} />
            </>
          )}
          , recorded <When at={at} />
        </span>
      </p>
      <p className={classes.ids}>
        delivery <Copyable name="delivery id" value={id} /> trace{' '}
        <Copyable name="trace id" value={traceId} short />
      </p>
      <div className={classes.columns}>
        <Section title="What is sent">
          <StoredParts stored={delivery} />
        </Section>
        {ticketId !== null && <Way accountId={accountId} ticketId={ticketId} traceId={traceId} />}
      </div>
    </>
  );
}

/** The stops of the ticket that have the same trace: from what came in to the acknowledgement. */
function Way({ accountId, ticketId, traceId }: { accountId: string; ticketId: string; traceId: string }) {
  const timeline = useTimeline(accountId, ticketId);
  const incidents = useExplanations(accountId);
  return (
    <Section title="How it came to be">
      {timeline.data && (
        <Timeline
          ticketId={ticketId}
          stops={timeline.data.stops.filter((stop) => stop.traceId === traceId)}
          incidents={incidents}
        />
      )}
      {timeline.isLoadingError && (
        <Failure what="The timeline could not be read" error={timeline.error} again={timeline.refetch} />
      )}
    </Section>
  );
}
