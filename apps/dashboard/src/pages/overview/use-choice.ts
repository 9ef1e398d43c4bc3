import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'wouter';
import { type Choice, choiceOf, queryOf } from './choice.js';

/** The choice in the address, so that a link shows the same; and the one account whose details are open. */
export function useChoice() {
  const [query, setQuery] = useSearchParams();
  const text = query.toString();
  const choice = useMemo(() => choiceOf(new URLSearchParams(text)), [text]);
  const open = query.get('open');
  const change = useCallback(
    (part: Partial<Choice>) =>
      setQuery((before) => queryOf({ ...choiceOf(before), ...part }, before), { replace: true }),
    [setQuery],
  );
  const toggle = useCallback(
    (accountId: string) =>
      setQuery(
        (before) => {
          const after = new URLSearchParams(before);
          if (before.get('open') === accountId) after.delete('open');
          else after.set('open', accountId);
          return after;
        },
        { replace: true },
      ),
    [setQuery],
  );
  return { choice, open, change, toggle };
}
