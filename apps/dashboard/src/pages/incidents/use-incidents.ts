import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { nightdesk } from '../../session/client.js';

const key = ['incidents'] as const;
/** They open within seconds, and whoever looks waits for that. */
const lookMs = 5_000;

/** Open ones of all accounts, the worst first; at most 50. */
export function useOpenIncidents() {
  return useQuery({
    queryKey: [...key, 'open'],
    queryFn: ({ signal }) => nightdesk.incidents.list({ state: 'open', signal }),
    refetchInterval: lookMs,
  });
}

/** Those of one account: the open ones, then the latest resolved ones. */
export function useIncidentsOf(accountId: string) {
  return useQuery({
    queryKey: [...key, 'of', accountId],
    queryFn: ({ signal }) => nightdesk.incidents.list({ accountId, signal }),
    refetchInterval: lookMs,
  });
}

export function useAcknowledge() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => nightdesk.incidents.acknowledge(id),
    onSuccess: () => cache.invalidateQueries({ queryKey: key }),
  });
}
