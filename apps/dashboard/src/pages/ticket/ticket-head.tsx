import type { Conversation } from '@nightdesk/sdk';
import { sentence, type StateWords } from '../../format/words.js';
import { State } from '../../parts/state.js';
import { When } from '../../parts/when.js';
import classes from './ticket.module.css';

type Ticket = Conversation['ticket'];

export function TicketHead({ ticket }: { ticket: Ticket }) {
  const { status, platformStatus, priority, tags, assigneeId, requester, channel } = ticket;
  const own =
    platformStatus && platformStatus !== status
      ? `${sentence(status)} (${platformStatus})`
      : sentence(status);
  return (
    <header className={classes.head}>
      <h1>{ticket.subject ?? 'Without a subject'}</h1>
      <dl className={classes.facts}>
        <Fact name="Status">{own}</Fact>
        <Fact name="Priority">{priority ? sentence(priority) : 'none'}</Fact>
        <Fact name="Requester">{requester?.name ?? requester?.email ?? 'unknown'}</Fact>
        <Fact name="Assignee">{assigneeId ?? 'nobody'}</Fact>
        <Fact name="Channel">{channel ? sentence(channel) : 'unknown'}</Fact>
        <Fact name="Opened">
          <When at={ticket.createdAt} />
        </Fact>
        <Fact name="Tags">{tags.length > 0 ? tags.join(', ') : 'none'}</Fact>
      </dl>
      <p className={classes.fresh}>
        <State state={freshness(ticket.freshness)} /> <When at={ticket.freshness.readAt} />
      </p>
    </header>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function freshness({ source, stale, emptiedAt }: Ticket['freshness']): StateWords {
  if (emptiedAt) return { word: 'What was written is no longer kept here', tone: 'idle' };
  if (stale) return { word: 'May be out of date, the helpdesk could not be asked', tone: 'warn' };
  return source === 'live'
    ? { word: 'Read from the helpdesk', tone: 'good' }
    : { word: 'Stored copy', tone: 'idle' };
}
