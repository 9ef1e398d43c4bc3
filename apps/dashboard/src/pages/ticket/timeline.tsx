import { IconBolt, IconPencil, IconSend, IconWebhook } from '@tabler/icons-react';
import type { Incident, TimelineStop } from '@nightdesk/sdk';
import { clockTime, duration, exact } from '../../format/time.js';
import { sentence, stopTone } from '../../format/words.js';
import { Copyable } from '../../parts/copyable.js';
import { DeliveryLink } from '../../parts/delivery-link.js';
import { OperationLink } from '../../parts/operation-link.js';
import { Nothing } from '../../parts/section.js';
import { State } from '../../parts/state.js';
import { Stored } from '../../parts/stored.js';
import { byDay, type Placed } from './days.js';
import { HeldUp } from './held-up.js';
import classes from './timeline.module.css';

const stations = {
  webhook: { name: 'Webhook in', Icon: IconWebhook },
  event: { name: 'Event', Icon: IconBolt },
  delivery: { name: 'Delivery out', Icon: IconSend },
  operation: { name: 'Operation', Icon: IconPencil },
} as const;

/** What opens when somebody wants to see more. */
const stored = {
  webhook: 'What came in',
  event: 'What was recorded',
  delivery: 'What is sent',
  operation: 'What was asked for',
} as const;

interface Props {
  ticketId: string;
  stops: TimelineStop[];
  /** By which waits are explained. */
  incidents: readonly Incident[];
}

/** From the first byte in to the last acknowledgement out, oldest first. */
export function Timeline({ stops, ...around }: Props) {
  if (stops.length === 0) return <Nothing>Nothing has happened to this ticket here yet.</Nothing>;
  return byDay(stops).map(({ day, stops: placed }) => (
    <section key={day} className={classes.day}>
      <h3>{day}</h3>
      <ol className={classes.stops}>
        {placed.map((one) => (
          <Stop key={`${one.stop.station} ${one.stop.id} ${one.stop.at}`} {...one} {...around} />
        ))}
      </ol>
    </section>
  ));
}

function Stop({ stop, gapMs, ticketId, incidents }: Placed & Omit<Props, 'stops'>) {
  const { at, station, what, state, durationMs, traceId, requestId, id } = stop;
  const { name, Icon } = stations[station];
  return (
    <li
      className={classes.stop}
      data-tone={stopTone(state)}
      data-testid="timeline-stop"
      data-station={station}
    >
      <span className={classes.icon}>
        <Icon size={15} aria-hidden />
      </span>
      <div className={classes.line}>
        <span className={classes.name}>
          {station === 'operation' && <OperationLink id={id}>{name}</OperationLink>}
          {station === 'delivery' && <DeliveryLink id={id}>{name}</DeliveryLink>}
          {station !== 'operation' && station !== 'delivery' && name}
        </span>
        <State state={{ word: sentence(state), tone: stopTone(state) }} />
      </div>
      <p>{what}</p>
      <p className={classes.measures}>
        <time className={classes.time} dateTime={at} title={exact(at)}>
          {clockTime(at)}
        </time>
        {gapMs !== null && <span>{duration(gapMs)} later</span>}
        <span>{durationMs === null ? 'not finished' : `took ${duration(durationMs)}`}</span>
      </p>
      {(traceId ?? requestId) !== null && (
        <p className={classes.ids}>
          {traceId !== null && (
            <span>
              trace <Copyable name="trace id" value={traceId} short />
            </span>
          )}
          {requestId !== null && (
            <span>
              request <Copyable name="request id" value={requestId} short />
            </span>
          )}
        </p>
      )}
      <HeldUp stop={stop} ticketId={ticketId} incidents={incidents} />
      <Stored station={station} id={id} label={stored[station]} />
    </li>
  );
}
