import { Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Failure } from '../../parts/failure.js';
import { Nothing } from '../../parts/section.js';
import { nightdesk } from '../../session/client.js';
import classes from './connect.module.css';
import { ConnectForm } from './connect-form.js';

export default function ConnectPage() {
  const platforms = useQuery({
    queryKey: ['platforms'],
    queryFn: ({ signal }) => nightdesk.platforms({ signal }),
    staleTime: 60_000,
  });
  return (
    <div className={classes.page}>
      <title>Connect a helpdesk · Nightdesk</title>
      <h1>Connect a helpdesk</h1>
      <p className={classes.lead}>
        You are sent to the helpdesk’s own page, where an administrator allows access, and come back here.
      </p>
      {platforms.data && platforms.data.length > 0 && <ConnectForm platforms={platforms.data} />}
      {platforms.data?.length === 0 && <Nothing>This Nightdesk is set up without any platform.</Nothing>}
      {platforms.isPending && (
        <Stack gap="lg" aria-busy="true" role="status" aria-label="Loading the platforms">
          <Skeleton height={64} />
          <Skeleton height={64} />
          <Skeleton height={64} />
        </Stack>
      )}
      {platforms.isLoadingError && (
        <Failure what="The platforms could not be loaded" error={platforms.error} again={platforms.refetch} />
      )}
    </div>
  );
}
