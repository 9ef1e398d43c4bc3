import { Button, Progress } from '@mantine/core';
import type { Replay } from '@nightdesk/sdk';
import { count, counted } from '../../format/number.js';
import { operationStates, sentence, type Tone } from '../../format/words.js';
import { OperationLink } from '../../parts/operation-link.js';
import { Refusal } from '../../parts/refusal.js';
import { State } from '../../parts/state.js';
import { When } from '../../parts/when.js';
import { useIsOperator } from '../../session/queries.js';
import classes from './dead-letters.module.css';
import { causeNames, replayStates, shares, stageSentence } from './replay-words.js';
import { useActs } from './use-dead-letters.js';

const colour = (tone: Tone) => `var(--${tone})`;

/** How far a replay is, what it waits for, and what it left out. */
export function ReplayRow({ replay }: { replay: Replay }) {
  const { id, state, cause, reason, counts, skipped, underWay, createdAt } = replay;
  const { cancel } = useActs();
  const isOperator = useIsOperator();
  return (
    <li className={classes.replay} data-testid="replay" data-state={state} data-replay={id}>
      <div className={classes.account}>
        <b>{cause === null ? 'All causes' : (causeNames[cause] ?? sentence(cause))}</b>
        <State state={replayStates[state]} testId="replay-state" />
        <span className={classes.small}>
          begun <When at={createdAt} />
        </span>
        {state === 'running' && isOperator && (
          <Button
            className={classes.end ?? ''}
            size="xs"
            variant="default"
            loading={cancel.isPending}
            onClick={() => cancel.mutate(id)}
            data-testid="replay-cancel"
          >
            Cancel
          </Button>
        )}
      </div>
      <p role="status">{stageSentence(replay)}</p>
      <Progress.Root size="md" className={classes.bar ?? ''}>
        {shares(replay).map(({ name, tone, share }) => (
          <Progress.Section key={name} value={share} color={colour(tone)} aria-label={name} />
        ))}
      </Progress.Root>
      <p className={classes.small}>
        {count(counts.confirmed)} confirmed · {count(counts.failed)} failed again · {count(counts.underWay)}{' '}
        under way · {count(counts.skipped)} skipped · {count(counts.waiting)} waiting
      </p>
      {cancel.error && <Refusal title="It goes on" error={cancel.error} />}
      {reason && (
        <p className={classes.reason} data-testid="replay-reason">
          {reason.charAt(0).toUpperCase() + reason.slice(1)}
        </p>
      )}
      {state === 'running' &&
        underWay.map((one) => (
          <p key={one.operationId} className={classes.small}>
            <OperationLink id={one.operationId}>Under way</OperationLink>:{' '}
            {operationStates[one.state as keyof typeof operationStates]?.word ?? one.state}
            {one.reason && `, ${one.reason}`}
          </p>
        ))}
      {skipped.map((one) => (
        <p key={one.reason} className={classes.small} data-testid="replay-skipped">
          <OperationLink id={one.operationId}>Skipped {counted(one.count, 'write')}</OperationLink>:{' '}
          {one.reason}
        </p>
      ))}
    </li>
  );
}
