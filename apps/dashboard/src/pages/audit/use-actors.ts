import { useQuery } from '@tanstack/react-query';
import { nightdesk } from '../../session/client.js';
import { useIsOperator } from '../../session/queries.js';

const kinds = [
  { value: 'person', label: 'All people' },
  { value: 'key', label: 'All keys' },
  { value: 'system', label: 'Nightdesk itself' },
];

/** Who can be chosen: kinds for all, and for operators each person and key. What the address names is among them. */
export function useActors(named: string): { value: string; label: string }[] {
  const enabled = useIsOperator();
  const people = useQuery({
    queryKey: ['people'],
    queryFn: ({ signal }) => nightdesk.people.list({ signal }),
    enabled,
  });
  const keys = useQuery({
    queryKey: ['api-keys'],
    queryFn: ({ signal }) => nightdesk.apiKeys({ signal }),
    enabled,
  });
  const all = [
    ...kinds,
    ...(people.data ?? []).map(({ id, email }) => ({ value: id, label: email })),
    ...(keys.data ?? []).map(({ id, name, hint }) => ({ value: id, label: `${name} (${hint}…)` })),
  ];
  return named === '' || all.some(({ value }) => value === named)
    ? all
    : [...all, { value: named, label: named }];
}
