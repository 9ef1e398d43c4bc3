import type { Operation } from '@nightdesk/sdk';
import { clockTime, duration, exact } from '../../format/time.js';
import { sentence, stopTone } from '../../format/words.js';
import { Copyable } from '../../parts/copyable.js';
import { State } from '../../parts/state.js';
import { HeldUp, useExplanations } from '../ticket/held-up.js';
import classes from './operation.module.css';

/** Every change of state, oldest first, how long it lasted, what held it up, and the platform's request ids. */
export function History({ operation }: { operation: Operation }) {
  const { accountId, ticketId, transitions, finishedAt } = operation;
  const incidents = useExplanations(accountId);
  return (
    <ol className={classes.list}>
      {transitions.map(({ to, reason, attempt, requestId, at }, index) => {
        const until = transitions[index + 1]?.at ?? finishedAt;
        const durationMs = until === null ? null : Date.parse(until) - Date.parse(at);
        return (
          <li key={`${at} ${index}`} data-testid="transition" data-to={to}>
            <div className={classes.line}>
              <State state={{ word: sentence(to), tone: stopTone(to) }} />
              <time className={classes.small} dateTime={at} title={exact(at)}>
                {clockTime(at)}
              </time>
              {durationMs !== null && durationMs > 0 && (
                <span className={classes.small}>for {duration(durationMs)}</span>
              )}
              {attempt > 0 && <span className={classes.small}>attempt {attempt}</span>}
            </div>
            <p>{reason}</p>
            {requestId && (
              <p className={classes.small}>
                request <Copyable name="request id" value={requestId} short />
              </p>
            )}
            <HeldUp
              stop={{ station: 'operation', what: '', at, durationMs }}
              ticketId={ticketId}
              incidents={incidents}
            />
          </li>
        );
      })}
    </ol>
  );
}
