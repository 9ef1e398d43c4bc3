import { Skeleton } from '@mantine/core';
import type { TimelineRaw } from '@nightdesk/sdk';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { exact } from '../format/time.js';
import { nightdesk } from '../session/client.js';
import { Failure } from './failure.js';
import classes from './stored.module.css';

type Which = Pick<TimelineRaw, 'station' | 'id'>;

/** What is stored of one stop of a timeline. */
export function useStored({ station, id }: Which, enabled = true) {
  return useQuery({
    queryKey: ['stored', station, id],
    queryFn: ({ signal }) => nightdesk.timelines.raw(station, id, { signal }),
    enabled,
  });
}

/** Headers, figures and the body of a stop, asked for when somebody opens it. */
export function Stored({ station, id, label }: Which & { label: string }) {
  const [isOpen, setOpen] = useState(false);
  const query = useStored({ station, id }, isOpen);
  return (
    <details
      className={classes.stored}
      data-testid="stored"
      data-station={station}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>{label}</summary>
      {query.data && <StoredParts stored={query.data} />}
      {query.isLoading && <Skeleton height={120} mt="xs" aria-label="Loading" />}
      {query.isLoadingError && (
        <Failure what="This could not be shown" error={query.error} again={query.refetch} />
      )}
    </details>
  );
}

/** Text only: what strangers sent is never run here. */
export function StoredParts({ stored: { facts, body, station } }: { stored: TimelineRaw }) {
  return (
    <div className={classes.parts}>
      <dl className={classes.facts}>
        {facts.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{isInstant(value) ? exact(value) : value}</dd>
          </div>
        ))}
      </dl>
      {body === null ? (
        <p className={classes.none}>No body is kept of it.</p>
      ) : (
        <pre
          className={classes.body}
          tabIndex={0}
          aria-label={`Body of the ${station}`}
          data-testid="stored-body"
        >
          {body}
        </pre>
      )}
    </div>
  );
}

const isInstant = (value: string) => /^\d{4}-\d\d-\d\dT[\d:.]+/.test(value);
