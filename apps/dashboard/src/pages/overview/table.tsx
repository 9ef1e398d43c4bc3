import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { Choice } from './choice.js';
import { AccountDetails } from './details.js';
import type { Entry } from './entries.js';
import { TableHead } from './table-head.js';
import { AccountLine } from './table-row.js';
import classes from './table.module.css';

interface Props {
  entries: readonly Entry[];
  choice: Choice;
  change: (part: Partial<Choice>) => void;
  /** The account whose details are shown. */
  open: string | null;
  toggle: (accountId: string) => void;
}

const ROW_PX = 62;

/**
 * A thousand rows of which only those in sight are drawn. Arrows (or j and k), Home and End go from row to row, right and
 * left open and close the details, Enter goes to the account.
 */
export function AccountTable({ entries, choice, change, open, toggle }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => entries[index]!.row.id,
    overscan: 8,
  });
  const goal = useRef<number | null>(null);
  // The row may not be drawn yet when it is gone to.
  useEffect(() => {
    if (goal.current !== null && focusRow(scroller.current, goal.current)) goal.current = null;
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const at = rowOf(event.target);
    if (at === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const to = destination(event.key, at, entries.length - 1);
    if (to !== null) {
      goal.current = to;
      rows.scrollToIndex(to);
      if (focusRow(scroller.current, to)) goal.current = null;
    } else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      const id = entries[at]?.row.id;
      if (id !== undefined && (open === id) === (event.key === 'ArrowLeft')) toggle(id);
    } else return;
    event.preventDefault();
  };
  return (
    // Bubbling keys of the links and buttons within; the region itself is no control.
    <div
      ref={scroller}
      className={classes.scroller}
      role="region"
      aria-label="All accounts"
      tabIndex={0}
      onKeyDown={onKeyDown}
      data-testid="accounts-scroller"
    >
      <div role="table" aria-label="Accounts" aria-rowcount={entries.length + 1}>
        <TableHead choice={choice} change={change} />
        <div role="rowgroup" className={classes.body} style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ key, index, start }) => {
            const entry = entries[index]!;
            const isOpen = entry.row.id === open;
            return (
              <div
                key={key}
                ref={rows.measureElement}
                data-index={index}
                role="presentation"
                className={classes.place}
                style={{ transform: `translateY(${start}px)` }}
              >
                <AccountLine entry={entry} index={index} isOpen={isOpen} toggle={toggle} />
                {isOpen && <AccountDetails accountId={entry.row.id} />}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function rowOf(target: EventTarget): number | null {
  const place = target instanceof Element ? target.closest('[data-index]') : null;
  return place === null ? null : Number(place.getAttribute('data-index'));
}

function focusRow(scroller: HTMLElement | null, index: number): boolean {
  const link = scroller?.querySelector<HTMLElement>(`[data-index="${index}"] a`);
  link?.focus({ preventScroll: true });
  return Boolean(link);
}

function destination(key: string, at: number, last: number): number | null {
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return Math.min(at + 1, last);
    case 'ArrowUp':
    case 'k':
      return Math.max(at - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}
