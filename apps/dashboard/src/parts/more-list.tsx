import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { count } from '../format/number.js';
import classes from './more-list.module.css';

interface Props<T> {
  items: readonly T[];
  /** How many are shown until more are asked for. */
  first: number;
  row: (item: T) => ReactNode;
  /** What the button says that hides the rest again. */
  less?: string;
}

/** The first few rows of a list, and the rest on request. */
export function MoreList<T>({ items, first, row, less = `Show the newest ${first}` }: Props<T>) {
  const [all, setAll] = useState(false);
  const shown = all ? items : items.slice(0, first);
  return (
    <>
      <ul className={classes.list}>{shown.map(row)}</ul>
      {items.length > first && (
        <Button variant="subtle" size="xs" mt={6} aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? less : `Show all ${count(items.length)}`}
        </Button>
      )}
    </>
  );
}
