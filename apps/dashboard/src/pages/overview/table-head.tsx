import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { Choice, Column } from './choice.js';
import classes from './table.module.css';

interface Props {
  choice: Choice;
  change: (part: Partial<Choice>) => void;
}

/** Each heading sorts by its column; once more turns it round, and a third time it is the worst first again. */
export function TableHead({ choice, change }: Props) {
  const heading = (...shown: [Column, string][]) => {
    const sorted = shown.find(([column]) => column === choice.sort);
    return (
      <div
        role="columnheader"
        aria-sort={sorted ? (choice.reversed ? 'descending' : 'ascending') : 'none'}
        data-column={shown[0]?.[0]}
      >
        {shown.map(([column, title]) => (
          <Sort key={column} column={column} title={title} choice={choice} change={change} />
        ))}
      </div>
    );
  };
  return (
    <div role="rowgroup" className={classes.head}>
      <div role="row" aria-rowindex={1} className={classes.row}>
        {heading(['state', 'State'])}
        {heading(['account', 'Account'], ['platform', 'Platform'])}
        {heading(['write', 'Oldest write'])}
        {heading(['webhooks', 'Webhooks'])}
        {heading(['budget', 'Budget free'])}
        {heading(['errors', 'Errors'])}
        {heading(['incidents', 'Incidents'])}
        <div role="columnheader">
          <span className={classes.unseen}>Details</span>
        </div>
      </div>
    </div>
  );
}

function Sort({ column, title, choice, change }: Props & { column: Column; title: string }) {
  const on = choice.sort === column;
  const next = (): Partial<Choice> => {
    if (!on) return { sort: column, reversed: false };
    return choice.reversed ? { sort: 'worst', reversed: false } : { reversed: true };
  };
  const Arrow = choice.reversed ? IconArrowUp : IconArrowDown;
  return (
    <button
      type="button"
      className={classes.sort}
      onClick={() => change(next())}
      data-testid={`accounts-sort-${column}`}
    >
      {title}
      <Arrow size={14} aria-hidden data-on={on} />
    </button>
  );
}
