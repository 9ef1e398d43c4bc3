import type { Account } from '@nightdesk/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useAccountHealth } from '../../live/live.js';
import { nightdesk } from '../../session/client.js';

/** An account; `health` is what is live of it. */
export function useAccount(accountId: string) {
  const query = useQuery({
    queryKey: ['account', accountId],
    queryFn: ({ signal }) => nightdesk.account(accountId, { signal }),
  });
  const health = useAccountHealth(accountId).data;
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
