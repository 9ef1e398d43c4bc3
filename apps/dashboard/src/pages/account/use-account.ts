import type { Account } from '@nightdesk/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
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

/** What a person changes of an account: the page shows at once what the api answers, and the overview is asked again. */
export function useAccountChange<Wanted = void>(
  id: string,
  change: (wanted: Wanted) => Promise<Account>,
  onChanged: () => void,
) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (account) => {
      cache.setQueryData(['account', id], account);
      onChanged();
      return cache.invalidateQueries({ queryKey: ['overview'] });
    },
  });
}
