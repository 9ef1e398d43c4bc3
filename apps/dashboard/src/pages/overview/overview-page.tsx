import { VisuallyHidden } from '@mantine/core';
import type { Board } from '@nightdesk/sdk';
import { Failure } from '../../parts/failure.js';
import { OpenIncidents } from '../incidents/incidents.js';
import { useOpenIncidents } from '../incidents/use-incidents.js';
import { useOverview } from '../../live/live.js';
import { Accounts } from './accounts.js';
import { EmptyOverview } from './empty.js';
import { Events } from './events.js';
import { Headline } from './headline.js';
import { OverviewSkeleton } from './overview-skeleton.js';
import { Operations } from './operations.js';
import classes from './overview.module.css';
import { Subscribers } from './subscribers.js';
import { Switches } from './switches.js';

export function OverviewPage() {
  const overview = useOverview();
  // Shown together, or what comes later would push down what is being read.
  const incidents = useOpenIncidents();
  return (
    <>
      <title>Health · Nightdesk</title>
      {!overview.data && <VisuallyHidden component="h1">Health of the accounts</VisuallyHidden>}
      {overview.data && !incidents.isPending && <Loaded overview={overview.data} />}
      {(overview.isPending || (overview.data && incidents.isPending)) && <OverviewSkeleton />}
      {overview.isLoadingError && (
        <Failure what="The overview could not be loaded" error={overview.error} again={overview.refetch} />
      )}
    </>
  );
}

function Loaded({ overview }: { overview: Board }) {
  if (overview.accounts.length === 0) return <EmptyOverview />;
  const sites = new Map(overview.accounts.map(({ id, site }) => [id, site]));
  return (
    <>
      <Switches switches={overview.switches} />
      <Headline overview={overview} />
      <Accounts accounts={overview.accounts} />
      <OpenIncidents sites={sites} />
      <div className={classes.columns}>
        <Operations operations={overview.operations} sites={sites} />
        <Events events={overview.events} sites={sites} />
      </div>
      <Subscribers subscribers={overview.subscribers} />
    </>
  );
}
