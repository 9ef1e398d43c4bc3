import { Button, Skeleton } from '@mantine/core';
import { Failure } from '../../parts/failure.js';
import { LetterRow } from './letter-row.js';
import { useDeadLettersOf } from './use-dead-letters.js';

interface Props {
  cause: string;
  /** Site by account id. */
  sites: ReadonlyMap<string, string>;
  /** Null: of every account. */
  accountId: string | null;
  /** While a replay changes them. */
  live: boolean;
}

/** Every dead letter of a cause, as rows of a list, page by page. */
export function AllOfCause({ cause, sites, accountId, live }: Props) {
  const { data, isPending, isLoadingError, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useDeadLettersOf(cause, live, accountId);
  return (
    <>
      {data?.pages
        .flatMap((page) => page.data)
        .map((one) => (
          <LetterRow key={one.id} operation={one} site={sites.get(one.accountId)} />
        ))}
      {isPending && (
        <li aria-busy="true">
          <Skeleton height={60} />
        </li>
      )}
      {isLoadingError && (
        <li>
          <Failure what="They could not be read" error={error} again={refetch} />
        </li>
      )}
      {hasNextPage && (
        <li>
          <Button
            variant="subtle"
            size="xs"
            loading={isFetchingNextPage}
            onClick={() => void fetchNextPage()}
          >
            Show more
          </Button>
        </li>
      )}
    </>
  );
}
