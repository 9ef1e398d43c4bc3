import type { Operation } from '@nightdesk/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { nightdesk } from '../../session/client.js';
import { isResting } from './operation-words.js';

const liveMs = 2_000;
const slowMs = 15_000;
const staleMs = 5_000;
const key = (operationId: string) => ['operation', operationId];

/** An operation, asked often while it moves. */
export function useOperation(operationId: string) {
  return useQuery({
    queryKey: key(operationId),
    queryFn: ({ signal }) => nightdesk.operation(operationId, { signal }),
    refetchInterval: ({ state }) => (state.data && isResting(state.data) ? slowMs : liveMs),
  });
}

/** The messages of its ticket as the helpdesk has them now, for who must decide which is ours; as stored until it can be asked. */
export function useMessages({ accountId, ticketId }: Operation) {
  return useQuery({
    queryKey: ['messages', accountId, ticketId],
    queryFn: ({ signal }) => nightdesk.conversation(accountId, ticketId, { signal, fresh: true }),
    refetchInterval: ({ state }) => (state.data?.ticket.freshness.stale ? staleMs : false),
  });
}

/** What operators do to an operation; each answers it as it then is. */
export function useAct(operationId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (act: () => Promise<Operation>) => act(),
    onSuccess: (operation) => {
      cache.setQueryData(key(operationId), operation);
      return cache.invalidateQueries({ queryKey: ['dead-letters'] });
    },
  });
}
