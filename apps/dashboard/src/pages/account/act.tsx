import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Confirm } from '../../parts/confirm.js';
import classes from './actions.module.css';

/** How an action goes: what it says while it runs, what came of it, or why nothing did. */
export interface Course {
  isPending: boolean;
  error: Error | null;
  /** What came of it; null: it was not done yet. */
  result: ReactNode;
}

interface Props extends Course {
  label: string;
  /** What it does, in a sentence. */
  does: string;
  /** Asked before; left out where nothing can go wrong. */
  question?: string;
  act: () => void;
  testId: string;
}

/** One thing to do: its effect is said before, its progress while it runs, its result after. */
export function Act({ label, does, question, act, isPending, error, result, testId }: Props) {
  return (
    <li className={classes.act}>
      {question === undefined ? (
        <div className={classes.plain}>
          <Button variant="default" loading={isPending} onClick={act} data-testid={testId}>
            {label}
          </Button>
          <p>{does}</p>
        </div>
      ) : (
        <Confirm label={label} does={does} question={question} act={act} busy={isPending} testId={testId} />
      )}
      <p
        role="status"
        className={classes.course}
        data-tone={error ? 'bad' : result && !isPending ? 'good' : 'busy'}
        data-testid={`${testId}-course`}
      >
        {isPending ? 'Under way…' : error ? error.message : result}
      </p>
    </li>
  );
}
