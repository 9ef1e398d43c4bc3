import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';

/** Something is done, after which everything under these keys is read again. */
export function useActOn<T, R>(
  keys: readonly QueryKey[],
  act: (given: T) => Promise<R>,
  then?: (result: R) => void,
) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: (result: R) => {
      then?.(result);
      return Promise.all(keys.map((queryKey) => cache.invalidateQueries({ queryKey })));
    },
  });
}
