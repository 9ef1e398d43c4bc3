import { Failure } from '../../parts/failure.js';
import { MoreList } from '../../parts/more-list.js';
import { Section } from '../../parts/section.js';
import { IncidentRow } from './incident-row.js';
import { useIncidentsOf, useOpenIncidents } from './use-incidents.js';

/** What is open anywhere, the worst first. Nothing while nothing is. */
export function OpenIncidents({ sites }: { sites: ReadonlyMap<string, string> }) {
  const { data, isLoadingError, error, refetch } = useOpenIncidents();
  if (isLoadingError)
    return <Failure what="The incidents could not be loaded" error={error} again={refetch} />;
  if (!data || data.data.length === 0) return null;
  return (
    <Section title="Incidents" {...(data.next === null ? { count: data.data.length } : {})}>
      <MoreList
        items={data.data}
        first={5}
        less="Show the worst five"
        row={(one) => (
          <IncidentRow key={one.id} incident={one} site={sites.get(one.accountId ?? '') ?? undefined} />
        )}
      />
    </Section>
  );
}

/** What is or was wrong with one account, and who was told. Nothing while there never was anything. */
export function AccountIncidents({ accountId }: { accountId: string }) {
  const { data, isLoadingError, error, refetch } = useIncidentsOf(accountId);
  if (isLoadingError)
    return <Failure what="The incidents could not be loaded" error={error} again={refetch} />;
  if (!data || data.data.length === 0) return null;
  const open = data.data.filter(({ state }) => state === 'open').length;
  return (
    <Section title="Incidents" count={open}>
      <MoreList
        items={data.data}
        first={Math.max(open, 1)}
        less="Hide what is over"
        row={(one) => <IncidentRow key={one.id} incident={one} detailed />}
      />
    </Section>
  );
}
