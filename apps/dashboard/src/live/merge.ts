import type { Board, BoardChanges } from '@nightdesk/sdk';

/** As many as the api keeps of what is recent. */
const recent = 50;

/**
 * The board after its changes; null: something was missed, so it must be asked for again. Changes that the board has
 * already seen leave it as it is. What did not change stays the same object, so that it is not drawn again.
 */
export function merged(board: Board, changes: BoardChanges): Board | null {
  if (Date.parse(changes.from) > Date.parse(board.at)) return null;
  if (Date.parse(changes.at) <= Date.parse(board.at)) return board;
  return {
    ...board,
    at: changes.at,
    switches: changes.switches ?? board.switches,
    subscribers: changes.subscribers ?? board.subscribers,
    accounts: laid(board.accounts, changes.accounts),
    events: laid(board.events, changes.events).slice(0, recent),
    operations: laid(board.operations, changes.operations).slice(0, recent),
  };
}

/** New ones come first, in the order in which they came. */
function laid<T extends { id: string }>(known: T[], part: { changed: T[]; gone: string[] } | undefined): T[] {
  if (!part) return known;
  const changed = new Map(part.changed.map((one) => [one.id, one]));
  const gone = new Set(part.gone);
  const ids = new Set(known.map(({ id }) => id));
  return [
    ...part.changed.filter(({ id }) => !ids.has(id)),
    ...known.flatMap((one) => (gone.has(one.id) ? [] : [changed.get(one.id) ?? one])),
  ];
}
