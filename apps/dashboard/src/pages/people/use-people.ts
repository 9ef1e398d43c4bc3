import { useQuery } from '@tanstack/react-query';
import { useActOn } from '../../parts/use-act-on.js';
import { nightdesk } from '../../session/client.js';

const key = ['people'] as const;

export function usePeople() {
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => nightdesk.people.list({ signal }),
    refetchInterval: 15_000,
  });
}

/** Something is done to people, after which they are read again. */
export const useAct = <T, R>(act: (given: T) => Promise<R>, then?: (result: R) => void) =>
  useActOn([key], act, then);
