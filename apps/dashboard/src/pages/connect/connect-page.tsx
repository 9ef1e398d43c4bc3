import { Skeleton, Stack } from '@mantine/core';
import type { Account, PlatformChoice } from '@nightdesk/sdk';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from 'wouter';
import { siteName } from '../../format/words.js';
import { Failure } from '../../parts/failure.js';
import { accountPath } from '../../parts/paths.js';
import { Nothing } from '../../parts/section.js';
import { nightdesk } from '../../session/client.js';
import { useIsOperator, usePlatforms } from '../../session/queries.js';
import classes from './connect.module.css';
import { ConnectForm } from './connect-form.js';

/** The form, for a new account or (with `writeLaneOf` in the address) for a second credential of one that is there. */
export default function ConnectPage() {
  const search = useSearch();
  const writeLaneOf = new URLSearchParams(search).get('writeLaneOf');
  const title = writeLaneOf ? 'Add a credential for the write lane' : 'Connect a helpdesk';
  return (
    <div className={classes.page}>
      <title>{`${title} · Nightdesk`}</title>
      <h1>{title}</h1>
      {/* Another link to this same page is another form. */}
      {useIsOperator() ? (
        <Loaded key={search} writeLaneOf={writeLaneOf} />
      ) : (
        <Refused>Only operators connect helpdesks. Ask one of them.</Refused>
      )}
    </div>
  );
}

function Loaded({ writeLaneOf }: { writeLaneOf: string | null }) {
  const platforms = usePlatforms();
  const account = useQuery({
    queryKey: ['account', writeLaneOf],
    queryFn: ({ signal }) => nightdesk.account(writeLaneOf ?? '', { signal }),
    enabled: writeLaneOf !== null,
  });
  if (platforms.isLoadingError) {
    return (
      <Failure what="The platforms could not be loaded" error={platforms.error} again={platforms.refetch} />
    );
  }
  if (account.isLoadingError) {
    return <Failure what="The account could not be loaded" error={account.error} again={account.refetch} />;
  }
  if (!platforms.data || (writeLaneOf && !account.data)) return <Waiting />;
  if (account.data) return <SecondCredential platforms={platforms.data} account={account.data} />;
  if (platforms.data.length === 0) return <Refused>This Nightdesk is set up without any platform.</Refused>;
  return (
    <>
      <p className={classes.lead}>
        An administrator of the helpdesk is needed. The last page shows what the account may do.
      </p>
      <ConnectForm platforms={platforms.data} writeLane={null} />
    </>
  );
}

function SecondCredential({ platforms, account }: { platforms: PlatformChoice[]; account: Account }) {
  const choice = platforms.find(({ platform }) => platform === account.platform);
  if (!choice?.writeCredential) {
    return <Refused>A second credential would give this account no limits of its own.</Refused>;
  }
  return (
    <>
      <p className={classes.lead}>{choice.writeCredential}</p>
      <p className={classes.fixed}>
        For <Link href={accountPath(account.id)}>{siteName(account.site)}</Link> at {choice.title}. Writes
        then use this credential, reads keep the one that the account has.
      </p>
      <ConnectForm platforms={platforms} writeLane={account} />
    </>
  );
}

function Refused({ children }: { children: string }) {
  return (
    <div className={classes.refused}>
      <Nothing>{children}</Nothing>
    </div>
  );
}

function Waiting() {
  return (
    <Stack gap="lg" mt="lg" aria-busy="true" role="status" aria-label="Loading the platforms">
      <Skeleton height={64} />
      <Skeleton height={64} />
      <Skeleton height={64} />
    </Stack>
  );
}
