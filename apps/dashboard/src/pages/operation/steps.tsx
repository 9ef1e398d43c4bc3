import type { Operation } from '@nightdesk/sdk';
import { stepName, stepStates } from '../../format/words.js';
import { Copyable } from '../../parts/copyable.js';
import { State } from '../../parts/state.js';
import { When } from '../../parts/when.js';
import classes from './operation.module.css';

/** The steps in the order in which they were asked for; those that somebody must decide about are marked. */
export function Steps({ steps, review }: Pick<Operation, 'steps' | 'review'>) {
  return (
    <ol className={classes.list}>
      {steps.map(({ kind, state, requestId, confirmedAt }, position) => {
        const inDoubt = review?.positions.includes(position) === true;
        return (
          <li key={`${kind} ${position}`} data-testid="operation-step">
            <div className={classes.line}>
              <b>{stepName(kind)}</b>
              <State state={inDoubt ? { word: 'in doubt', tone: 'warn' } : stepStates[state]} />
              {confirmedAt && (
                <span className={classes.small}>
                  <When at={confirmedAt} />
                </span>
              )}
            </div>
            {requestId && (
              <p className={classes.small}>
                request <Copyable name="request id" value={requestId} short />
              </p>
            )}
          </li>
        );
      })}
    </ol>
  );
}
