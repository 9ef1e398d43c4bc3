import type { AccountRow } from '@nightdesk/sdk';
import { percentOf } from '../../format/number.js';
import classes from './table.module.css';

interface Props {
  budget: NonNullable<AccountRow['budget']>;
  /** Which limit. */
  title: string;
}

/** What is free of the ceiling, as a number and a bar; the part that others have used is hatched, and said. */
export function Headroom({ budget: { free, foreign }, title }: Props) {
  const used = Math.max(0, 1 - free - foreign);
  const width = (part: number) => ({ width: `${Math.round(part * 100)}%` });
  return (
    <span
      className={classes.budget}
      title={title}
      data-tone={free <= 0.05 ? 'bad' : free <= 0.15 ? 'warn' : undefined}
    >
      <span>
        {percentOf(free)}
        {foreign > 0 && <small> {percentOf(foreign)} by others</small>}
      </span>
      <span className={classes.bar} aria-hidden>
        <span className={classes.used} style={width(used)} />
        <span className={classes.foreign} style={width(foreign)} />
      </span>
    </span>
  );
}
