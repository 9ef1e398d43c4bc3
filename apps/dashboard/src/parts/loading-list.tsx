import { Skeleton, Stack } from '@mantine/core';

const rows = [64, 64, 64];

/** What stands where something is asked for: as much room as it takes when it comes, in pixels from top to bottom. */
export function LoadingList({ heights = rows }: { heights?: readonly number[] }) {
  return (
    <Stack gap="sm" aria-busy="true" role="status" aria-label="Loading">
      {heights.map((height, at) => (
        <Skeleton key={at} height={height} />
      ))}
    </Stack>
  );
}
