import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { counted } from '../../format/number.js';
import { Confirm } from '../../parts/confirm.js';
import { MoreList } from '../../parts/more-list.js';
import { Refusal } from '../../parts/refusal.js';
import { Section } from '../../parts/section.js';
import { TicketLink } from '../../parts/ticket-link.js';
import { Since } from '../../parts/when.js';
import { nightdesk } from '../../session/client.js';
import { useIsOperator } from '../../session/queries.js';
import classes from './account.module.css';

const queryKey = ['frozen-tickets'];
const lookEveryMs = 10_000;

/** Tickets that our own writes changed too often: their operations wait until somebody lets them go on. Nothing while there are none. */
export function FrozenTickets({ accountId }: { accountId: string }) {
  const isOperator = useIsOperator();
  const cache = useQueryClient();
  const { data = [] } = useQuery({
    queryKey,
    queryFn: ({ signal }) => nightdesk.frozenTickets({ signal }),
    refetchInterval: lookEveryMs,
  });
  const release = useMutation({
    mutationFn: (ticketId: string) => nightdesk.releaseTicket(accountId, ticketId),
    onSuccess: () => cache.invalidateQueries({ queryKey }),
  });
  const frozen = data.filter((ticket) => ticket.accountId === accountId);
  if (frozen.length === 0) return null;
  return (
    <Section title="Frozen tickets" count={frozen.length}>
      <p className={classes.frozenWhy}>
        Nightdesk itself changed them so often that a loop is suspected: another program may answer every
        change. Their operations wait.
      </p>
      {release.error && <Refusal title="The ticket was not released" error={release.error} />}
      <MoreList
        items={frozen}
        first={5}
        row={({ ticketId, changes, since }) => (
          <li key={ticketId} className={classes.frozen} data-testid="frozen-ticket" data-ticket={ticketId}>
            <p>
              Ticket <TicketLink accountId={accountId} ticketId={ticketId} />: {counted(changes, 'change')} of
              ours, frozen for <Since at={since} />
            </p>
            {isOperator && (
              <Confirm
                label="Release"
                does="What waits goes out, and counting begins anew."
                question={`Has what answers our changes of ticket ${ticketId} been stopped?`}
                act={() => release.mutate(ticketId)}
                busy={release.isPending && release.variables === ticketId}
                testId="release-ticket"
              />
            )}
          </li>
        )}
      />
    </Section>
  );
}
