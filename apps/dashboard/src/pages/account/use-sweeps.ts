import type { SweepProgress } from '@nightdesk/sdk';
import { useQuery } from '@tanstack/react-query';
import { nightdesk } from '../../session/client.js';

const slowMs = 15_000;
const liveMs = 1_000;

export const sweepsKey = (accountId: string) => ['account', accountId, 'sweeps'];

/** How far the sweeps are; asked each second while one is under way or due. Fails before the first was planned. */
export function useSweeps(accountId: string) {
  return useQuery({
    queryKey: sweepsKey(accountId),
    queryFn: ({ signal }) => nightdesk.sweeps(accountId, { signal }),
    retry: false,
    refetchInterval: ({ state: { data } }) => (data && isMoving(data) ? liveMs : slowMs),
  });
}

/** Something is read, or is about to be. */
export function isMoving({ incremental, full }: SweepProgress, now = Date.now()): boolean {
  const isDue = (at: string | null) => at !== null && Date.parse(at) <= now + liveMs;
  return (
    incremental.state === 'running' ||
    full.state === 'running' ||
    isDue(incremental.nextAt) ||
    isDue(full.nextAt)
  );
}
