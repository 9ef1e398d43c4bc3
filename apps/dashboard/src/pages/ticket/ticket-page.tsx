import { Skeleton, Stack } from '@mantine/core';
import { Link } from 'wouter';
import { Failure } from '../../parts/failure.js';
import { Section } from '../../parts/section.js';
import { Conversation } from './conversation.js';
import { useExplanations } from './held-up.js';
import { TicketHead } from './ticket-head.js';
import classes from './ticket.module.css';
import { Timeline } from './timeline.js';
import { useTicket } from './use-ticket.js';

/** One ticket: what was said, and what happened to it, stop by stop. */
export default function TicketPage({ accountId, ticketId }: { accountId: string; ticketId: string }) {
  const { conversation, timeline, site } = useTicket(accountId, ticketId);
  const incidents = useExplanations(accountId);
  return (
    <>
      <title>{`#${ticketId} · ${site} · Nightdesk`}</title>
      <p className={classes.crumb}>
        <Link href="/">Health</Link> / {site} / #{ticketId}
      </p>
      {conversation.data ? <TicketHead ticket={conversation.data.ticket} /> : <h1>Ticket #{ticketId}</h1>}
      <div className={classes.columns}>
        <Section title="Conversation">
          {conversation.data && (
            <Conversation
              messages={conversation.data.messages}
              isEmptied={conversation.data.ticket.freshness.emptiedAt !== null}
            />
          )}
          {conversation.isPending && <Waiting />}
          {conversation.isLoadingError && (
            <Failure
              what="The conversation could not be read"
              error={conversation.error}
              again={conversation.refetch}
            />
          )}
        </Section>
        <Section title="Timeline">
          {timeline.data && (
            <Timeline ticketId={ticketId} stops={timeline.data.stops} incidents={incidents} />
          )}
          {timeline.isPending && <Waiting />}
          {timeline.isLoadingError && (
            <Failure what="The timeline could not be read" error={timeline.error} again={timeline.refetch} />
          )}
        </Section>
      </div>
    </>
  );
}

function Waiting() {
  return (
    <Stack gap="sm" aria-busy="true" role="status" aria-label="Loading">
      <Skeleton height={92} />
      <Skeleton height={92} />
      <Skeleton height={92} />
    </Stack>
  );
}
