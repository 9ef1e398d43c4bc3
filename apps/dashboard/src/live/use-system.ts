import { useQuery } from '@tanstack/react-query';
import { nightdesk } from '../session/client.js';
import { type Trouble, troublesOf } from './system-troubles.js';

const LOOK_MS = 10_000;

/** What is wrong with Nightdesk itself, as far as it can still say so. */
export function useSystemTroubles(): Trouble[] {
  const { data, error } = useQuery({
    queryKey: ['system'],
    queryFn: ({ signal }) => nightdesk.health.system({ signal }),
    refetchInterval: LOOK_MS,
    retry: 1,
  });
  return error
    ? troublesOf(error)
    : (data?.troubles ?? []).map(({ cause, ...rest }) => ({ id: cause, ...rest }));
}
