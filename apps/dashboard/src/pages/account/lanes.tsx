import { Button, Skeleton } from '@mantine/core';
import type { AccountLane, LaneItem } from '@nightdesk/sdk';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { count } from '../../format/number.js';
import { sentence } from '../../format/words.js';
import { Failure } from '../../parts/failure.js';
import { OperationLink } from '../../parts/operation-link.js';
import { Section } from '../../parts/section.js';
import { TicketLink } from '../../parts/ticket-link.js';
import { Since, When } from '../../parts/when.js';
import { nightdesk } from '../../session/client.js';
import classes from './lanes.module.css';

const lookEveryMs = 5_000;
const few = 5;
const many = 50;

/** Both lanes: how much waits, and what is first in each, with why it has not gone out. */
export function Lanes({ accountId }: { accountId: string }) {
  /** How many of each lane, and after which: null is the beginning. */
  const [limit, setLimit] = useState(few);
  const [after, setAfter] = useState<{ readAfter?: string; writeAfter?: string }>({});
  const lanes = useQuery({
    queryKey: ['account', accountId, 'lanes', limit, after],
    queryFn: ({ signal }) => nightdesk.repairs.lanes(accountId, { signal, limit, ...after }),
    refetchInterval: lookEveryMs,
    placeholderData: keepPreviousData,
  });
  const next = (page: typeof after) => (limit === few ? setLimit(many) : setAfter(page));
  return (
    <Section title="Lanes">
      {lanes.isPending && <Skeleton height={140} role="status" aria-label="Loading the lanes" />}
      {lanes.isLoadingError && (
        <Failure what="The lanes could not be read" error={lanes.error} again={lanes.refetch} />
      )}
      {lanes.data && (
        <div className={classes.lanes}>
          <Lane
            name="write"
            accountId={accountId}
            lane={lanes.data.write}
            next={(writeAfter) => next({ writeAfter })}
            first={after.writeAfter === undefined ? null : () => setAfter({})}
          />
          <Lane
            name="read"
            accountId={accountId}
            lane={lanes.data.read}
            next={(readAfter) => next({ readAfter })}
            first={after.readAfter === undefined ? null : () => setAfter({})}
          />
        </div>
      )}
    </Section>
  );
}

interface LaneProps {
  name: 'read' | 'write';
  accountId: string;
  lane: AccountLane;
  next: (after: string) => void;
  /** Null on the first page. */
  first: (() => void) | null;
}

function Lane({ name, accountId, lane, next, first }: LaneProps) {
  const { waiting, inFlight, held, oldestAt, stopped, data } = lane;
  const { next: after } = lane;
  return (
    <section className={classes.lane} aria-label={`${sentence(name)} lane`} data-testid={`lane-${name}`}>
      <header>
        <h3>{sentence(name)}</h3>
        <p>
          {count(waiting)} waiting · {count(held)} held · {count(inFlight)} in flight
          {oldestAt && (
            <>
              {' '}
              · oldest <Since at={oldestAt} />
            </>
          )}
        </p>
      </header>
      {stopped !== null && (
        <p className={classes.stopped} data-tone="warn">
          The whole lane is stopped: {stopped}
        </p>
      )}
      {data.length === 0 && <p className={classes.none}>Nothing waits.</p>}
      <ol>
        {data.map((item) => (
          <Item key={item.id} name={name} accountId={accountId} item={item} />
        ))}
      </ol>
      {(after !== null || first) && (
        <p className={classes.pages}>
          {first && (
            <Button variant="subtle" size="xs" onClick={first}>
              From the first
            </Button>
          )}
          {after !== null && (
            <Button variant="subtle" size="xs" onClick={() => next(after)} data-testid={`lane-${name}-more`}>
              Show more
            </Button>
          )}
        </p>
      )}
    </section>
  );
}

const tones: Readonly<Record<LaneItem['why'], string>> = {
  sending: 'busy',
  next: 'busy',
  behind: 'idle',
  retry: 'warn',
  budget: 'warn',
  breaker: 'bad',
  account: 'bad',
  switch: 'warn',
  scope: 'bad',
  frozen: 'bad',
  review: 'bad',
};
const words: Readonly<Record<LaneItem['why'], string>> = {
  sending: 'Under way',
  next: 'Next',
  behind: 'Behind another',
  retry: 'Tried again',
  budget: 'Budget',
  breaker: 'Platform fails',
  account: 'Account',
  switch: 'Switched off',
  scope: 'Right missing',
  frozen: 'Ticket frozen',
  review: 'A person decides',
};

function Item({ name, accountId, item }: { name: 'read' | 'write'; accountId: string; item: LaneItem }) {
  const { id, ticketId, what, since, attempts, why, says, until, behind } = item;
  return (
    <li data-testid="lane-item" data-why={why}>
      <p className={classes.what}>
        {ticketId === null ? 'No ticket' : <TicketLink accountId={accountId} ticketId={ticketId} />}
        {name === 'write' ? <OperationLink id={id}>{what || 'done'}</OperationLink> : <span>{what}</span>}
        <span className={classes.age}>
          for <Since at={since} />
          {attempts > 0 && `, attempt ${count(attempts)}`}
        </span>
      </p>
      <p className={classes.why} data-tone={tones[why]}>
        <b>{words[why]}:</b> {says}
        {behind !== null && (
          <>
            {' '}
            <OperationLink id={behind}>See it</OperationLink>
          </>
        )}
        {until !== null && (
          <>
            {' '}
            Goes on <When at={until} />.
          </>
        )}
      </p>
    </li>
  );
}
