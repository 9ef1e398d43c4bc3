import type { Entry, StandingName } from './entries.js';
import { standings } from './entries.js';

export const columns = [
  'worst',
  'state',
  'account',
  'platform',
  'write',
  'webhooks',
  'budget',
  'errors',
  'incidents',
] as const;
export type Column = (typeof columns)[number];

/** Which accounts are shown, and in which order; all of it stands in the address. */
export interface Choice {
  search: string;
  standings: readonly StandingName[];
  platforms: readonly string[];
  /** Only those that need somebody. */
  needs: boolean;
  sort: Column;
  /** The other way round. */
  reversed: boolean;
}

/** What an address says; what it does not say rightly is left out. */
export function choiceOf(query: URLSearchParams): Choice {
  const list = (name: string) => (query.get(name) ?? '').split(',').filter(Boolean);
  const [, minus, sort] = /^(-?)(\w+)$/.exec(query.get('sort') ?? '') ?? [];
  return {
    search: query.get('q') ?? '',
    standings: list('state').filter((name): name is StandingName => Object.hasOwn(standings, name)),
    platforms: list('platform'),
    needs: query.get('needs') === '1',
    sort: columns.find((column) => column === sort) ?? 'worst',
    reversed: minus === '-',
  };
}

/** The address of a choice; what is as usual is left out, and what others wrote there stays. */
export function queryOf(choice: Choice, others: URLSearchParams = new URLSearchParams()): URLSearchParams {
  const query = new URLSearchParams(others);
  const { search, standings: states, platforms, needs, sort, reversed } = choice;
  const values = {
    q: search,
    state: states.join(','),
    platform: platforms.join(','),
    needs: needs ? '1' : '',
    sort: sort === 'worst' && !reversed ? '' : `${reversed ? '-' : ''}${sort}`,
  };
  for (const [name, value] of Object.entries(values)) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  return query;
}

export function isNarrowed({ search, standings: states, platforms, needs }: Choice): boolean {
  return search.trim() !== '' || states.length > 0 || platforms.length > 0 || needs;
}

/** Those that are meant, in order. Every word of the search must be found. */
export function chosen(entries: readonly Entry[], choice: Choice): Entry[] {
  return entries.filter((entry) => fits(entry, choice)).toSorted(order(choice));
}

/** How many there would be of each state, were the others not narrowed by state. */
export function counts(entries: readonly Entry[], choice: Choice): Map<StandingName, number> {
  const found = new Map<StandingName, number>();
  for (const entry of entries)
    if (fits(entry, { ...choice, standings: [] }))
      found.set(entry.standing, (found.get(entry.standing) ?? 0) + 1);
  return found;
}

function fits(entry: Entry, { search, standings: states, platforms, needs }: Choice): boolean {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return (
    (!needs || entry.needs) &&
    (states.length === 0 || states.includes(entry.standing)) &&
    (platforms.length === 0 || platforms.includes(entry.row.platform)) &&
    words.every((word) => entry.text.includes(word))
  );
}

/** Of each column the end first that people look for: the oldest, the least complete, the fullest. Unknown comes last. */
const keys: Record<Column, (entry: Entry) => string | number | null> = {
  worst: ({ rank }) => rank,
  state: ({ standing }) => Object.keys(standings).indexOf(standing),
  account: ({ row }) => row.site,
  platform: ({ platform }) => platform,
  write: ({ row }) => row.write.oldestAt && Date.parse(row.write.oldestAt),
  webhooks: ({ row }) => row.completeness?.share ?? null,
  budget: ({ row }) => row.budget?.free ?? null,
  errors: ({ row }) => row.errorRate && -row.errorRate,
  incidents: ({ row }) => (row.incidents === 0 ? null : -row.incidents),
};

function order({ sort, reversed }: Choice): (a: Entry, b: Entry) => number {
  const key = keys[sort];
  return (a, b) => {
    const [one, other] = [key(a), key(b)];
    if ((one === null) !== (other === null)) return one === null ? 1 : -1;
    const by = compare(one, other);
    return (reversed ? -by : by) || a.rank - b.rank || names.compare(a.row.site, b.row.site);
  };
}

/** Many times as fast as `localeCompare`, which makes one for each comparison. */
const names = new Intl.Collator('en', { numeric: true });

function compare(a: string | number | null, b: string | number | null): number {
  if (typeof a === 'string' && typeof b === 'string') return names.compare(a, b);
  return Number(a) - Number(b);
}
