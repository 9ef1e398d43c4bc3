import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { AccountRow } from '@nightdesk/sdk';
import { useDeferredValue, useMemo } from 'react';
import { Link } from 'wouter';
import { useFromNow } from '../../live/clock.js';
import { platformName } from '../../format/words.js';
import { Nothing, Section } from '../../parts/section.js';
import { usePlatforms } from '../../session/queries.js';
import { chosen } from './choice.js';
import { entryOf } from './entries.js';
import { Filters } from './filters.js';
import { AccountTable } from './table.js';
import { useChoice } from './use-choice.js';

/** How often waits and ends of tokens are weighed again: they are told in minutes. */
const TICK_MS = 10_000;

/** Every account in one line with its cause, what is wrong first. */
export function Accounts({ accounts }: { accounts: AccountRow[] }) {
  const { data: platforms } = usePlatforms();
  const now = useFromNow((at) => Math.floor(at / TICK_MS) * TICK_MS);
  const { choice, open, change, toggle } = useChoice();
  const entries = useMemo(() => {
    const titles = new Map(platforms?.map(({ platform, title }) => [platform, title]));
    return accounts.map((row) =>
      entryOf(row, now, (platform) => titles.get(platform) ?? platformName(platform)),
    );
  }, [accounts, platforms, now]);
  // What is typed is shown at once, and the thousand rows a moment later.
  const wanted = useDeferredValue(choice);
  const shown = useMemo(() => chosen(entries, wanted), [entries, wanted]);
  const connect = (
    <Button
      component={Link}
      href="/connect"
      variant="default"
      size="xs"
      leftSection={<IconPlus size={14} aria-hidden />}
    >
      Connect a helpdesk
    </Button>
  );
  return (
    <Section title="Accounts" count={accounts.length} aside={connect}>
      <Filters entries={entries} shown={shown.length} choice={choice} change={change} />
      {shown.length === 0 ? (
        <Nothing>No account is like that. Search for less, or take a filter away.</Nothing>
      ) : (
        <AccountTable entries={shown} choice={choice} change={change} open={open} toggle={toggle} />
      )}
    </Section>
  );
}
