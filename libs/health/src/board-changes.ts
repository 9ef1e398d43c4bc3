import type { Board, BoardChanges } from '@nightdesk/contract';

interface Named {
  id: string;
}
interface Changed<T> {
  changed: T[];
  gone: string[];
}

/** A picture beside what each of its parts was as text, so that the next one is compared without making those texts again. */
export class BoardPicture {
  private readonly texts: Readonly<Record<'accounts' | 'events' | 'operations', ReadonlyMap<string, string>>>;

  constructor(readonly board: Board) {
    const { accounts, events, operations } = board;
    this.texts = { accounts: texts(accounts), events: texts(events), operations: texts(operations) };
  }

  /** What is different in `next`; nothing but the instants where all is as it was. */
  until(next: BoardPicture): BoardChanges {
    const { board: before, texts: known } = this;
    const { board: now, texts: fresh } = next;
    return {
      from: before.at,
      at: now.at,
      ...whole('switches', before, now),
      ...whole('subscribers', before, now),
      ...part('accounts', difference(now.accounts, known.accounts, fresh.accounts)),
      ...part('events', difference(now.events, known.events, fresh.events)),
      ...part('operations', difference(now.operations, known.operations, fresh.operations)),
    };
  }
}

const texts = (all: readonly Named[]) => new Map(all.map((one) => [one.id, JSON.stringify(one)]));

function difference<T extends Named>(
  now: readonly T[],
  known: ReadonlyMap<string, string>,
  fresh: ReadonlyMap<string, string>,
): Changed<T> {
  return {
    changed: now.filter(({ id }) => known.get(id) !== fresh.get(id)),
    gone: [...known.keys()].filter((id) => !fresh.has(id)),
  };
}

function part<K extends string, T>(name: K, { changed, gone }: Changed<T>): Partial<Record<K, Changed<T>>> {
  return changed.length === 0 && gone.length === 0
    ? {}
    : ({ [name]: { changed, gone } } as Record<K, Changed<T>>);
}

/** Few, so they go whole. */
function whole<K extends 'switches' | 'subscribers'>(
  name: K,
  before: Board,
  now: Board,
): Partial<Pick<Board, K>> {
  return JSON.stringify(before[name]) === JSON.stringify(now[name])
    ? {}
    : ({ [name]: now[name] } as Pick<Board, K>);
}
