import { Button } from '@mantine/core';
import type { DeadWebhook } from '@nightdesk/sdk';
import { counted } from '../../format/number.js';
import { Copyable } from '../../parts/copyable.js';
import { TicketLink } from '../../parts/ticket-link.js';
import { When } from '../../parts/when.js';
import classes from './dead-letters.module.css';
import type { useDeadWebhookActs } from './use-dead-webhooks.js';

interface Props {
  webhook: DeadWebhook;
  /** Null where nothing can be done. */
  acts: ReturnType<typeof useDeadWebhookActs> | null;
}

/** One webhook that could not be turned into events. */
export function DeadWebhookRow({ webhook, acts }: Props) {
  const { id, accountId, ticketId, type, receivedAt, attempts, lastError, traceId } = webhook;
  return (
    <li className={classes.letter} data-testid="dead-webhook" data-webhook={id}>
      <div className={classes.account}>
        <b>{type}</b>
        {ticketId && <TicketLink accountId={accountId} ticketId={ticketId} />}
        <span className={classes.small}>
          <When at={receivedAt} /> · {counted(attempts, 'attempt')}
        </span>
        {acts && (
          <>
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => acts.replay.mutate({ webhookIds: [id] })}
            >
              Read again
            </Button>
            <Button
              size="compact-xs"
              variant="subtle"
              onClick={() => acts.discard.mutate({ webhookIds: [id] })}
            >
              Discard
            </Button>
          </>
        )}
      </div>
      {lastError && <p className={classes.reason}>{lastError}</p>}
      <Copyable name="trace id" value={traceId} short />
    </li>
  );
}
