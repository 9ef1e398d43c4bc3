import { Button } from '@mantine/core';
import { useState } from 'react';
import classes from './confirm.module.css';

interface Props {
  /** What the button says. */
  label: string;
  /** What it does, in a sentence. */
  does: string;
  /** What is asked before it is done. */
  question: string;
  act: () => void;
  busy?: boolean;
  variant?: 'filled' | 'default';
  testId: string;
}

/** A button that says what it does, and asks once before it does it. */
export function Confirm({ label, does, question, act, busy = false, variant = 'default', testId }: Props) {
  const [asks, setAsks] = useState(false);
  if (!asks)
    return (
      <div className={classes.confirm}>
        <Button variant={variant} loading={busy} onClick={() => setAsks(true)} data-testid={testId}>
          {label}
        </Button>
        <p className={classes.does}>{does}</p>
      </div>
    );
  const confirm = () => {
    setAsks(false);
    act();
  };
  return (
    <div className={classes.confirm} role="group" aria-label={question}>
      <p className={classes.question}>{question}</p>
      <div className={classes.answers}>
        <Button onClick={confirm} data-testid={`${testId}-yes`}>
          Yes: {label.toLowerCase()}
        </Button>
        <Button variant="default" autoFocus onClick={() => setAsks(false)}>
          No
        </Button>
      </div>
    </div>
  );
}
