import { Button, CloseButton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useMemo, useRef } from 'react';
import { count } from '../../format/number.js';
import { type Choice, counts, isNarrowed } from './choice.js';
import { type Entry, type StandingName, standings } from './entries.js';
import classes from './filters.module.css';

interface Props {
  entries: readonly Entry[];
  /** How many are left. */
  shown: number;
  choice: Choice;
  change: (part: Partial<Choice>) => void;
}

/** Search, and every state with its number as a switch. `/` goes to the search. */
export function Filters({ entries, shown, choice, change }: Props) {
  const search = useRef<HTMLInputElement>(null);
  useSlash(search);
  const byState = useMemo(() => counts(entries, choice), [entries, choice]);
  const platforms = useMemo(
    () =>
      [...new Map(entries.map(({ row, platform }) => [row.platform, platform]))].toSorted(([, a], [, b]) =>
        a.localeCompare(b),
      ),
    [entries],
  );
  const needing = useMemo(() => entries.filter(({ needs }) => needs).length, [entries]);
  const states = (Object.keys(standings) as StandingName[]).filter(
    (name) => byState.has(name) || choice.standings.includes(name),
  );
  return (
    <div className={classes.filters} role="search" aria-label="Accounts">
      <TextInput
        ref={search}
        className={classes.search}
        placeholder="Search site, platform, id or reason"
        aria-label="Search accounts"
        aria-keyshortcuts="/"
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={
          choice.search && (
            <CloseButton size="sm" aria-label="Clear the search" onClick={() => change({ search: '' })} />
          )
        }
        value={choice.search}
        onChange={(event) => change({ search: event.currentTarget.value })}
        data-testid="accounts-search"
      />
      <div className={classes.chips}>
        <Chip
          on={choice.needs}
          flip={() => change({ needs: !choice.needs })}
          word="Needs somebody"
          number={needing}
          tone="bad"
          name="needs"
        />
        {states.map((name) => (
          <Chip
            key={name}
            on={choice.standings.includes(name)}
            flip={() => change({ standings: flipped(choice.standings, name) })}
            word={standings[name].word}
            number={byState.get(name) ?? 0}
            tone={standings[name].tone}
            mark
            name={name}
          />
        ))}
        {platforms.length > 1 &&
          platforms.map(([name, title]) => (
            <Chip
              key={name}
              on={choice.platforms.includes(name)}
              flip={() => change({ platforms: flipped(choice.platforms, name) })}
              word={title}
              name={`platform-${name}`}
            />
          ))}
      </div>
      <p className={classes.left} role="status" data-testid="accounts-shown" data-shown={shown}>
        {isNarrowed(choice) && (
          <>
            {count(shown)} of {count(entries.length)} shown{' '}
            <Button
              variant="subtle"
              size="compact-xs"
              onClick={() => change({ search: '', standings: [], platforms: [], needs: false })}
              data-testid="accounts-all"
            >
              Show all
            </Button>
          </>
        )}
      </p>
    </div>
  );
}

interface ChipProps {
  on: boolean;
  flip: () => void;
  word: string;
  number?: number;
  tone?: string;
  /** The state's own mark. */
  mark?: boolean;
  name: string;
}

function Chip({ on, flip, word, number, tone = 'idle', mark = false, name }: ChipProps) {
  return (
    <button
      type="button"
      className={classes.chip}
      aria-pressed={on}
      data-tone={tone}
      onClick={flip}
      data-testid={`accounts-filter-${name}`}
    >
      {mark && <span className={classes.mark} aria-hidden />}
      {word}
      {number !== undefined && <b>{count(number)}</b>}
    </button>
  );
}

const flipped = <T,>(all: readonly T[], one: T): T[] =>
  all.includes(one) ? all.filter((other) => other !== one) : [...all, one];

function useSlash(field: React.RefObject<HTMLInputElement | null>) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.matches('input, textarea, select');
      if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      field.current?.focus();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [field]);
}
