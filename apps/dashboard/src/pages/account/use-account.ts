import { useQuery } from '@tanstack/react-query';
import { useOverview } from '../../live/live.js';
import { nightdesk } from '../../session/client.js';

/** An account, live from the overview as soon as that shows it; `health` is what only the overview tells. */
export function useAccount(accountId: string) {
  const query = useQuery({
    queryKey: ['account', accountId],
    queryFn: ({ signal }) => nightdesk.account(accountId, { signal }),
  });
  const health = useOverview().data?.accounts.find(({ id }) => id === accountId);
  return { account: health ?? query.data, health, query };
}
