import { Button, Select, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearchParams } from 'wouter';
import { useOverview } from '../../live/live.js';
import { Failure } from '../../parts/failure.js';
import { LoadingList } from '../../parts/loading-list.js';
import { Nothing } from '../../parts/section.js';
import { nightdesk } from '../../session/client.js';
import classes from '../settings/settings.module.css';
import { AuditEntry } from './audit-entry.js';
import { filterOf } from './audit-filter.js';
import { actionGroups } from './audit-words.js';
import { useActors } from './use-actors.js';

/** Who did what to what, and when. The address holds the filter, so that it can be sent to somebody. */
export default function AuditPage() {
  const [search, setSearch] = useSearchParams();
  const of = (name: string) => search.get(name) ?? '';
  const asked = {
    actor: of('actor'),
    action: of('action'),
    subject: of('subject'),
    since: of('since'),
    until: of('until'),
  };
  const set = (name: string, value: string | null) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  const lines = useInfiniteQuery({
    queryKey: ['audit', asked],
    queryFn: ({ signal, pageParam }) =>
      nightdesk.audit.list({ ...filterOf(asked), ...(pageParam && { after: pageParam }) }, { signal }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    placeholderData: (before) => before,
  });
  const overview = useOverview().data;
  const names = new Map([
    ...(overview?.accounts.map(({ id, site }) => [id, site] as const) ?? []),
    ...(overview?.subscribers.map(({ id, url }) => [id, url] as const) ?? []),
  ]);
  const found = lines.data?.pages.flatMap((page) => page.data);
  const isFiltered = Object.values(asked).some(Boolean);
  return (
    <>
      <title>Audit log · Nightdesk</title>
      <h1>Audit log</h1>
      <p className={classes.lead}>
        What people, keys and Nightdesk itself did, the newest first. Nobody can change or delete a line, and
        none holds a secret.
      </p>
      <div className={classes.filters} role="search" aria-label="Filter of the audit log">
        <Select
          label="Who"
          placeholder="Everybody"
          data={useActors(asked.actor)}
          value={asked.actor || null}
          onChange={(value) => set('actor', value)}
          searchable
          clearable
          data-testid="audit-actor"
        />
        <Select
          label="What"
          placeholder="Everything"
          data={actionGroups}
          value={asked.action || null}
          onChange={(value) => set('action', value)}
          clearable
          data-testid="audit-action"
        />
        <TextInput
          label="To what"
          placeholder="Id of an account, key, …"
          value={asked.subject}
          onChange={({ currentTarget }) => set('subject', currentTarget.value)}
          data-testid="audit-subject"
        />
        <TextInput
          label="From"
          type="date"
          value={asked.since}
          onChange={({ currentTarget }) => set('since', currentTarget.value)}
          data-testid="audit-since"
        />
        <TextInput
          label="To"
          type="date"
          value={asked.until}
          onChange={({ currentTarget }) => set('until', currentTarget.value)}
          data-testid="audit-until"
        />
      </div>
      {found?.length === 0 && (
        <Nothing>{isFiltered ? 'No line fits this filter.' : 'Nothing was done yet.'}</Nothing>
      )}
      {found && found.length > 0 && (
        <ul className={classes.list} aria-busy={lines.isPlaceholderData}>
          {found.map((line) => (
            <AuditEntry key={line.id} line={line} names={names} />
          ))}
        </ul>
      )}
      {lines.isPending && <LoadingList />}
      {lines.isError && (
        <Failure what="The audit log could not be read" error={lines.error} again={lines.refetch} />
      )}
      {lines.hasNextPage && !lines.isPlaceholderData && (
        <Button
          variant="subtle"
          size="xs"
          mt="sm"
          loading={lines.isFetchingNextPage}
          onClick={() => void lines.fetchNextPage()}
          data-testid="audit-more"
        >
          Show more
        </Button>
      )}
    </>
  );
}
