import type { Operation } from '@nightdesk/sdk';
import { operationStates, siteName, stepName } from '../../format/words.js';
import { OperationLink } from '../../parts/operation-link.js';
import { State } from '../../parts/state.js';
import { TicketLink } from '../../parts/ticket-link.js';
import { When } from '../../parts/when.js';
import classes from './dead-letters.module.css';

/** One dead letter: what was wanted, where, and why it did not go through. */
export function LetterRow({ operation, site }: { operation: Operation; site: string | undefined }) {
  const { id, accountId, ticketId, steps, state, reason, finishedAt, createdAt } = operation;
  return (
    <li className={classes.letter} data-testid="dead-letter" data-operation={id}>
      <div className={classes.account}>
        <OperationLink id={id}>{steps.map(({ kind }) => stepName(kind)).join(', ')}</OperationLink>
        <TicketLink accountId={accountId} ticketId={ticketId} />
        <State state={operationStates[state]} />
        <span className={classes.small}>
          <When at={finishedAt ?? createdAt} />
          {site && ` · ${siteName(site)}`}
        </span>
      </div>
      {reason && <p className={classes.reason}>{reason}</p>}
    </li>
  );
}
