import type { Account, Capabilities } from '@nightdesk/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { nightdesk } from '../../session/client.js';
import { type Required, requiredOf } from './capability-words.js';

const POLL_MS = 30_000;
/** While the first check runs. */
const EAGER_MS = 3_000;

/** The matrix of an account, asked again when the account's state changes; with what a person can do about it. */
export function useCapabilities({ id, state, stateSince }: Account) {
  const cache = useQueryClient();
  const key = ['account', id, 'capabilities'];
  const matrix = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => nightdesk.capabilities(id, { signal }),
    refetchInterval: ({ state: { data } }) => (data?.checkedAt === null ? EAGER_MS : POLL_MS),
  });
  useEffect(() => {
    void cache.invalidateQueries({ queryKey: ['account', id, 'capabilities'] }, { cancelRefetch: false });
  }, [cache, id, state, stateSince]);

  const probe = useMutation({
    mutationFn: () => nightdesk.probe(id),
    onSuccess: (found) => {
      cache.setQueryData(key, found);
      // A check decides the account's state.
      return cache.invalidateQueries({ queryKey: ['account', id], exact: true });
    },
  });
  return { matrix, probe, ...useRequired(id, matrix.data) };
}

/** What is required: as it was turned until the api has answered, else as it is stored. */
function useRequired(id: string, matrix: Capabilities | undefined) {
  const cache = useQueryClient();
  const [turned, setTurned] = useState<Required[] | null>(null);
  const change = useMutation({
    mutationFn: (requiredCapabilities: Required[]) => nightdesk.changeAccount(id, { requiredCapabilities }),
    onSuccess: async (account) => {
      cache.setQueryData(['account', id], account);
      await cache.invalidateQueries({ queryKey: ['account', id, 'capabilities'] });
    },
    onSettled: () => setTurned(null),
  });
  const required = turned ?? requiredOf(matrix?.data ?? []);
  const require = (after: Required[]) => {
    if (turned) return;
    setTurned(after);
    change.mutate(after);
  };
  return { required, require, requireError: change.error };
}
