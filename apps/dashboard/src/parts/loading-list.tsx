import { Skeleton, Stack } from '@mantine/core';

/** Where rows will be. */
export function LoadingList() {
  return (
    <Stack gap="sm" aria-busy="true" role="status" aria-label="Loading">
      <Skeleton height={64} />
      <Skeleton height={64} />
      <Skeleton height={64} />
    </Stack>
  );
}
