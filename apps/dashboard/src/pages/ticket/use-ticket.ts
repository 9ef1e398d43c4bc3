import type { Board } from '@nightdesk/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useOverview } from '../../live/live.js';
import { nightdesk } from '../../session/client.js';
import { ticketMark } from './ticket-mark.js';

/** Asked again anyway: the live overview holds only the newest events. */
const POLL_MS = 15_000;

/** What happened to a ticket here. */
export function useTimeline(accountId: string, ticketId: string) {
  return useQuery({
    queryKey: ['ticket', accountId, ticketId, 'timeline'],
    queryFn: ({ signal }) => nightdesk.timeline(accountId, ticketId, { signal }),
    refetchInterval: POLL_MS,
  });
}

/** Conversation and timeline of a ticket, asked again when the live overview shows something new about it. */
export function useTicket(accountId: string, ticketId: string) {
  const cache = useQueryClient();
  const key = ['ticket', accountId, ticketId];
  const conversation = useQuery({
    queryKey: [...key, 'conversation'],
    queryFn: ({ signal }) => nightdesk.conversation(accountId, ticketId, { signal }),
    refetchInterval: POLL_MS,
  });
  const timeline = useTimeline(accountId, ticketId);
  const { data: overview } = useOverview();
  const mark = overview && ticketMark(overview, accountId, ticketId);
  useEffect(() => {
    // A call under way is left to finish, or a busy ticket would never be shown.
    void cache.invalidateQueries({ queryKey: ['ticket', accountId, ticketId] }, { cancelRefetch: false });
  }, [cache, accountId, ticketId, mark]);
  return { conversation, timeline, site: siteOf(overview, accountId) };
}

function siteOf(overview: Board | undefined, accountId: string): string {
  return overview?.accounts.find(({ id }) => id === accountId)?.site ?? accountId;
}
