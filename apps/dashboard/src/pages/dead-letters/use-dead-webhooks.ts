import type { DeadWebhookChoice } from '@nightdesk/sdk';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { nightdesk } from '../../session/client.js';

const key = ['dead-webhooks'] as const;
const refetchMs = 10_000;

/** Webhooks that could not be turned into events, the newest first, page by page. */
export function useDeadWebhooks() {
  return useInfiniteQuery({
    queryKey: key,
    queryFn: ({ signal, pageParam }) =>
      nightdesk.deadWebhooks.list({ signal, ...(pageParam === null ? {} : { after: pageParam }) }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: refetchMs,
  });
}

/** What operators do about them. */
export function useDeadWebhookActs() {
  const cache = useQueryClient();
  const onSuccess = () => cache.invalidateQueries({ queryKey: key });
  return {
    replay: useMutation({
      mutationFn: (which: DeadWebhookChoice) => nightdesk.deadWebhooks.replay(which),
      onSuccess,
    }),
    discard: useMutation({
      mutationFn: (which: DeadWebhookChoice) => nightdesk.deadWebhooks.discard(which),
      onSuccess,
    }),
  };
}
