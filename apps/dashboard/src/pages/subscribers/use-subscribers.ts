import type { EventDelivery, SubscriberChange } from '@nightdesk/sdk';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useOverview } from '../../live/live.js';
import { useActOn } from '../../parts/use-act-on.js';
import { nightdesk } from '../../session/client.js';

const key = ['subscribers'] as const;
const everyMs = 10_000;

/** All of them, with how their deliveries go where that is known yet. */
export function useSubscribers() {
  const list = useQuery({
    queryKey: [...key, 'list'],
    queryFn: ({ signal }) => nightdesk.subscribers({ signal }),
    refetchInterval: everyMs,
  });
  const states = new Map(list.data?.map(({ id, state }) => [id, state]));
  const health = new Map(
    useOverview().data?.subscribers.map((one) => [
      one.id,
      { ...one, state: states.get(one.id) ?? one.state },
    ]),
  );
  return { ...list, health };
}

export function useSubscriber(id: string) {
  const one = useQuery({
    queryKey: [...key, 'one', id],
    queryFn: ({ signal }) => nightdesk.subscriberActions.get(id, { signal }),
    refetchInterval: everyMs,
  });
  const found = useOverview().data?.subscribers.find((candidate) => candidate.id === id);
  return { ...one, health: found && { ...found, state: one.data?.state ?? found.state } };
}

/** What it was sent, or is to be sent; the newest first, page by page. */
export function useDeliveries(id: string, state: EventDelivery['state']) {
  return useInfiniteQuery({
    queryKey: [...key, 'deliveries', id, state],
    queryFn: ({ signal, pageParam }) =>
      nightdesk.subscriberActions.deliveries(id, {
        signal,
        state,
        ...(pageParam === null ? {} : { after: pageParam }),
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: 5_000,
  });
}

/** Something is done to a subscriber, after which everything about it is read again. */
export const useAct = <T, R>(act: (given: T) => Promise<R>, then?: (result: R) => void) =>
  useActOn([key, ['overview']], act, then);

export const changeOf = (id: string) => (change: SubscriberChange) =>
  nightdesk.subscriberActions.change(id, change);
