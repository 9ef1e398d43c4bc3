import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Overview } from '@nightdesk/sdk';
import { createContext, type ReactNode, use, useEffect, useState } from 'react';
import { nightdesk } from '../session/client.js';
import { agreeWithServer } from './clock.js';
import { followOverview, type LiveState } from './stream.js';

const overviewKey = ['overview'] as const;
/** How often to ask while the live line is down. */
const POLL_MS = 10_000;

const LiveContext = createContext<LiveState>('connecting');

/** Keeps the overview in the query cache up to date for everything inside. */
export function Live({ children }: { children: ReactNode }) {
  const cache = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');
  useEffect(() => {
    const onOverview = (overview: Overview) => {
      agreeWithServer(overview.at);
      cache.setQueryData(overviewKey, overview);
    };
    return followOverview(nightdesk.overviewStreamUrl(), { onOverview, onState: setState });
  }, [cache]);
  return <LiveContext value={state}>{children}</LiveContext>;
}

export function useLiveState(): LiveState {
  return use(LiveContext);
}

/** The overview: pushed while the line is up, asked for while it is down. */
export function useOverview() {
  const live = useLiveState() === 'live';
  return useQuery({
    queryKey: overviewKey,
    queryFn: ({ signal }) => nightdesk.overview({ signal }),
    staleTime: live ? Infinity : POLL_MS,
    refetchInterval: live ? false : POLL_MS,
  });
}
