import type { ReactNode } from 'react';
import type { Tone } from '../../format/words.js';
import classes from './table.module.css';

interface Props {
  /** Its heading, told beside the value where there are no columns. */
  name: string;
  column: string;
  tone?: Tone | undefined;
  children: ReactNode;
}

/** A figure of a row; what there is nothing to say of is a dash for the eye, and left out on a phone. */
export function Cell({ name, column, tone, children }: Props) {
  const empty = children === null || children === false || children === undefined || children === '';
  return (
    <div
      role="cell"
      data-column={column}
      data-empty={empty}
      data-tone={empty ? undefined : tone}
      className={classes.figure}
    >
      <span className={classes.label}>{name} </span>
      {empty ? <span aria-hidden>–</span> : children}
    </div>
  );
}
