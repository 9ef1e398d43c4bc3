import { Anchor, Skeleton, Stack } from '@mantine/core';
import { ApiError, type LinkView } from '@nightdesk/sdk';
import { useQuery } from '@tanstack/react-query';
import { siteName } from '../../format/words.js';
import { Frame } from '../../frame/frame.js';
import { Failure } from '../../parts/failure.js';
import { nightdesk } from '../../session/client.js';
import { ConnectForm } from './connect-form.js';
import classes from './connect.module.css';
import { RepairNeeds } from './repair-needs.js';

/** The form behind a link, for somebody who has no login. */
export default function LinkPage({ token }: { token: string }) {
  return (
    <Frame nav={false}>
      <div className={classes.page}>
        <Opened token={token} />
      </div>
    </Frame>
  );
}

function Opened({ token }: { token: string }) {
  const { data, error, isLoadingError, refetch } = useQuery({
    queryKey: ['link', token],
    queryFn: ({ signal }) => nightdesk.connectLinks.open(token, { signal }),
    // Asked once: a link that was used up in this page would else seem to be refused.
    staleTime: Infinity,
  });
  if (data) return <Usable token={token} view={data} />;
  if (isLoadingError && error instanceof ApiError && error.status === 403)
    return <Ended why={error.detail} />;
  if (isLoadingError) return <Failure what="The link could not be opened" error={error} again={refetch} />;
  return (
    <Stack gap="lg" aria-busy="true" role="status" aria-label="Opening the link">
      <Skeleton height={38} />
      <Skeleton height={64} />
      <Skeleton height={64} />
    </Stack>
  );
}

function Usable({ token, view }: { token: string; view: LinkView }) {
  const { platforms, purpose, platform, site, repair, cancelUrl } = view;
  const title = platform ? platforms[0]?.title : undefined;
  const name = [title, site && siteName(site)].filter(Boolean).join(' ');
  const heading = purpose === 'repair' ? `Connect ${name} again` : `Connect ${name || 'your helpdesk'}`;
  return (
    <>
      <title>{`${heading} · Nightdesk`}</title>
      <h1>{heading}</h1>
      {repair ? (
        <RepairNeeds repair={repair} />
      ) : (
        <p className={classes.lead}>An administrator of the helpdesk is needed. The link works once.</p>
      )}
      {platforms.length === 0 ? (
        <p>This Nightdesk does not know the platform any more. Ask whoever sent you the link.</p>
      ) : (
        <ConnectForm platforms={platforms} writeLane={null} link={{ token, view }} />
      )}
      {cancelUrl && /^https?:\/\//i.test(cancelUrl) && (
        <p className={classes.cancel}>
          <Anchor href={cancelUrl} data-testid="connect-cancel">
            Back without connecting
          </Anchor>
        </p>
      )}
    </>
  );
}

function Ended({ why }: { why: string }) {
  return (
    <div data-tone="warn" data-testid="link-ended">
      <title>Link not usable · Nightdesk</title>
      <p className={classes.outcome}>Nothing was connected</p>
      <h1>This link cannot be used</h1>
      <p className={classes.lead}>{why}</p>
    </div>
  );
}
