import type { Operation } from '@nightdesk/sdk';
import { clockTime, exact } from '../../format/time.js';
import { sentence, stopTone } from '../../format/words.js';
import { Copyable } from '../../parts/copyable.js';
import { State } from '../../parts/state.js';
import classes from './operation.module.css';

/** Every change of state, oldest first, with the platform's request ids. */
export function History({ transitions }: Pick<Operation, 'transitions'>) {
  return (
    <ol className={classes.list}>
      {transitions.map(({ to, reason, attempt, requestId, at }, index) => (
        <li key={`${at} ${index}`} data-testid="transition" data-to={to}>
          <div className={classes.line}>
            <State state={{ word: sentence(to), tone: stopTone(to) }} />
            <time className={classes.small} dateTime={at} title={exact(at)}>
              {clockTime(at)}
            </time>
            {attempt > 0 && <span className={classes.small}>attempt {attempt}</span>}
          </div>
          <p>{reason}</p>
          {requestId && (
            <p className={classes.small}>
              request <Copyable name="request id" value={requestId} short />
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}
