import type { ReactNode } from 'react';
import type { StateWords } from '../format/words.js';
import classes from './state.module.css';

interface Props {
  state: StateWords;
  size?: 'sm' | 'md';
  testId?: string;
  /** Stands for the mark. */
  icon?: ReactNode;
}

/** A state as a mark in its colour and a word. The mark's form differs too: full, half or ring. */
export function State({ state, size = 'sm', testId, icon }: Props) {
  return (
    <span className={classes.state} data-tone={state.tone} data-size={size} data-testid={testId}>
      {icon ?? <span className={classes.mark} aria-hidden />}
      {state.word}
    </span>
  );
}
