import { Skeleton, Stack } from '@mantine/core';

/** As high as what will stand there, so that nothing jumps. */
export function OverviewSkeleton() {
  return (
    <Stack gap="xl" aria-busy="true" aria-label="Loading the overview" role="status">
      <Skeleton height={40} width="min(28rem, 80%)" />
      <Skeleton height={74} />
      <Skeleton height={36} width="min(22rem, 80%)" />
      <Skeleton height="calc(100dvh - 5rem)" />
    </Stack>
  );
}
