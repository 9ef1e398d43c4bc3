import type { Discard, ReplayRequest } from '@nightdesk/sdk';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { nightdesk } from '../../session/client.js';

const key = ['dead-letters'] as const;
const replaysKey = ['replays'] as const;
const slowMs = 10_000;
const liveMs = 1_000;

/** The latest replays; asked each second while one is running. */
export function useReplays() {
  return useQuery({
    queryKey: replaysKey,
    queryFn: ({ signal }) => nightdesk.deadLetters.replays({ signal }),
    refetchInterval: ({ state }) => (state.data?.some((one) => one.state === 'running') ? liveMs : slowMs),
  });
}

/** Dead letters by cause. @param live while a replay changes them. */
export function useGroups(live: boolean, accountId: string | null) {
  return useQuery({
    queryKey: [...key, 'groups', accountId],
    queryFn: ({ signal }) =>
      nightdesk.deadLetters.groups({ signal, ...(accountId !== null && { accountId }) }),
    refetchInterval: live ? liveMs : slowMs,
  });
}

/** All of one cause, page by page. @param live while a replay changes them. */
export function useDeadLettersOf(cause: string, live: boolean, accountId: string | null) {
  return useInfiniteQuery({
    queryKey: [...key, 'of', cause, accountId],
    queryFn: ({ signal, pageParam }) =>
      nightdesk.deadLetters.of(cause, {
        signal,
        ...(accountId !== null && { accountId }),
        ...(pageParam !== null && { after: pageParam }),
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: live ? liveMs : slowMs,
  });
}

/** What operators do about dead letters. */
export function useActs() {
  const cache = useQueryClient();
  const onSuccess = () =>
    Promise.all([
      cache.invalidateQueries({ queryKey: key }),
      cache.invalidateQueries({ queryKey: replaysKey }),
    ]);
  return {
    replay: useMutation({
      mutationFn: (which: ReplayRequest) => nightdesk.deadLetters.replay(which),
      onSuccess,
    }),
    cancel: useMutation({ mutationFn: (id: string) => nightdesk.deadLetters.cancelReplay(id), onSuccess }),
    discard: useMutation({ mutationFn: (which: Discard) => nightdesk.deadLetters.discard(which), onSuccess }),
  };
}
