import { IconAlertTriangle } from '@tabler/icons-react';
import type { Operation } from '@nightdesk/sdk';
import { operationStates, stepName, stepStates } from '../../format/words.js';
import { MoreList } from '../../parts/more-list.js';
import { Nothing, Section } from '../../parts/section.js';
import { State } from '../../parts/state.js';
import { TicketLink } from '../../parts/ticket-link.js';
import { When } from '../../parts/when.js';
import classes from './rows.module.css';

interface Props {
  operations: Operation[];
  /** Site by account id. */
  sites: ReadonlyMap<string, string>;
}

export function Operations({ operations, sites }: Props) {
  return (
    <Section title="Recent operations">
      {operations.length === 0 && (
        <Nothing>No change has been asked for yet. Replies and edits appear here.</Nothing>
      )}
      {operations.length > 0 && (
        <MoreList
          items={operations}
          first={8}
          row={(operation) => (
            <OperationRow key={operation.id} operation={operation} site={sites.get(operation.accountId)} />
          )}
        />
      )}
    </Section>
  );
}

function OperationRow({ operation, site }: { operation: Operation; site: string | undefined }) {
  const { id, accountId, ticketId, state, reason, partiallyApplied, steps, createdAt } = operation;
  const done = steps.filter((step) => step.state === 'confirmed').length;
  return (
    <li
      className={classes.row}
      data-testid="operation-row"
      data-operation={id}
      data-partial={partiallyApplied}
    >
      <div className={classes.line}>
        <b>{steps.map(({ kind }) => stepName(kind)).join(', ')}</b>
        <TicketLink accountId={accountId} ticketId={ticketId} />
        <span className={classes.end}>
          <State state={operationStates[state]} testId="operation-state" />
        </span>
      </div>
      {partiallyApplied && (
        <p className={classes.loud} data-tone="bad">
          <IconAlertTriangle size={18} aria-hidden />
          <span>
            <b>Partly applied.</b> {done} of {steps.length} steps reached the helpdesk and the rest will not
            be sent. Look at the ticket and finish it by hand.
          </span>
        </p>
      )}
      {reason && <p className={classes.reason}>{reason}</p>}
      {steps.length > 1 && (
        <ol className={classes.steps}>
          {steps.map((step, index) => (
            <li key={`${step.kind} ${index}`}>
              {stepName(step.kind)} <State state={stepStates[step.state]} />
            </li>
          ))}
        </ol>
      )}
      <p className={classes.small}>
        <When at={createdAt} /> · {site ?? accountId}
      </p>
    </li>
  );
}
