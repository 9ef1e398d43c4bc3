import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Board, BoardChanges } from '@nightdesk/sdk';
import { createContext, type ReactNode, use, useEffect, useState } from 'react';
import { nightdesk } from '../session/client.js';
import { agreeWithServer } from './clock.js';
import { merged } from './merge.js';
import { followBoard, type LiveState } from './stream.js';

const overviewKey = ['overview'] as const;
const accountHealthKey = (accountId: string) => [...overviewKey, accountId] as const;
/** How often to ask while the live line is down. */
const POLL_MS = 10_000;

const LiveContext = createContext<LiveState>('connecting');

/** Keeps the board in the query cache up to date for everything inside. */
export function Live({ children }: { children: ReactNode }) {
  const cache = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');
  useEffect(() => {
    const onChanges = (changes: BoardChanges) => {
      agreeWithServer(changes.at);
      const board = cache.getQueryData<Board>(overviewKey);
      const next = board && merged(board, changes);
      if (next) cache.setQueryData(overviewKey, next);
      else void cache.invalidateQueries({ queryKey: overviewKey, exact: true }, { cancelRefetch: false });
      for (const { id } of changes.accounts?.changed ?? [])
        void cache.invalidateQueries({ queryKey: accountHealthKey(id) });
    };
    const onState = (next: LiveState) => {
      setState(next);
      // A line that breaks may have been cut, because the session has ended: asking tells.
      if (next === 'reconnecting') void cache.invalidateQueries({ queryKey: overviewKey, exact: true });
    };
    return followBoard(nightdesk.health.streamUrl(), { onChanges, onState });
  }, [cache]);
  return <LiveContext value={state}>{children}</LiveContext>;
}

export function useLiveState(): LiveState {
  return use(LiveContext);
}

/** Every account as a row, and what happened last: pushed while the line is up, asked for while it is down. */
export function useOverview() {
  const live = useLiveState() === 'live';
  return useQuery({
    queryKey: overviewKey,
    queryFn: ({ signal }) => nightdesk.health.board({ signal }),
    // Merged by hand: comparing a thousand rows anew would cost more than it saves.
    structuralSharing: false,
    staleTime: live ? Infinity : POLL_MS,
    refetchInterval: live ? false : POLL_MS,
  });
}

/** What moves without a change of the account's row, such as a token that was renewed. */
const DRIFT_MS = 5_000;

/** Everything of one account: asked for when its row changes, and anyway now and then. */
export function useAccountHealth(accountId: string) {
  return useQuery({
    queryKey: accountHealthKey(accountId),
    queryFn: ({ signal }) => nightdesk.health.account(accountId, { signal }),
    refetchInterval: DRIFT_MS,
  });
}
