import type { RecentEvent } from '@nightdesk/sdk';
import { counted } from '../../format/number.js';
import { eventNames, type StateWords } from '../../format/words.js';
import { MoreList } from '../../parts/more-list.js';
import { Nothing, Section } from '../../parts/section.js';
import { State } from '../../parts/state.js';
import { TicketLink } from '../../parts/ticket-link.js';
import { When } from '../../parts/when.js';
import classes from './rows.module.css';

interface Props {
  events: RecentEvent[];
  /** Site by account id. */
  sites: ReadonlyMap<string, string>;
}

export function Events({ events, sites }: Props) {
  return (
    <Section title="Recent events">
      {events.length === 0 && (
        <Nothing>Nothing has happened yet. Events appear here as tickets change.</Nothing>
      )}
      {events.length > 0 && (
        <MoreList
          items={events}
          first={12}
          row={(event) => <EventRow key={event.id} event={event} site={sites.get(event.accountId)} />}
        />
      )}
    </Section>
  );
}

const ways = { webhook: 'by webhook', reconciliation: 'found by a sweep', system: 'by Nightdesk' } as const;

function EventRow({ event, site }: { event: RecentEvent; site: string | undefined }) {
  const own = event.origin === 'nightdesk' && event.via !== 'system';
  return (
    <li className={classes.row} data-testid="event-row" data-event={event.id}>
      <div className={classes.line}>
        <b>{eventNames[event.type]}</b>
        {event.ticketId !== null && <TicketLink accountId={event.accountId} ticketId={event.ticketId} />}
        <span className={classes.end}>
          <State state={deliveryState(event.deliveries)} />
        </span>
      </div>
      <p className={classes.small}>
        <When at={event.occurredAt} /> · {site ?? event.accountId} · {ways[event.via]}
        {own && ' · our own change'}
      </p>
    </li>
  );
}

function deliveryState({ pending, delivered, dead }: RecentEvent['deliveries']): StateWords {
  if (dead > 0) return { word: `${counted(dead, 'delivery', 'deliveries')} given up`, tone: 'bad' };
  if (pending > 0) return { word: 'Being delivered', tone: 'busy' };
  if (delivered > 0) return { word: 'Delivered', tone: 'good' };
  return { word: 'No recipient', tone: 'idle' };
}
