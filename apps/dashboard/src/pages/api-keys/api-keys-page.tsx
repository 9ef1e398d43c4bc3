import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { ApiKey, CreatedApiKey } from '@nightdesk/sdk';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useOverview } from '../../live/live.js';
import { Failure } from '../../parts/failure.js';
import { LoadingList } from '../../parts/loading-list.js';
import { Nothing, Section } from '../../parts/section.js';
import { ShownOnce } from '../../parts/shown-once.js';
import { nightdesk } from '../../session/client.js';
import classes from '../settings/settings.module.css';
import { KeyRow } from './key-row.js';
import { NewKey } from './new-key.js';

/** Keys of programs: who has which rights, and since when each was last used. */
export default function ApiKeysPage() {
  const { data, isPending, isLoadingError, error, refetch } = useQuery({
    queryKey: ['api-keys'],
    queryFn: ({ signal }) => nightdesk.apiKeys({ signal }),
    refetchInterval: 30_000,
  });
  const sites = new Map(useOverview().data?.accounts.map(({ id, site }) => [id, site]));
  const [adds, setAdds] = useState(false);
  const [made, setMade] = useState<CreatedApiKey | null>(null);
  const row = (key: ApiKey) => <KeyRow key={key.id} apiKey={key} sites={sites} />;
  const inForce = data?.filter(({ revokedAt }) => revokedAt === null) ?? [];
  const revoked = data?.filter(({ revokedAt }) => revokedAt !== null) ?? [];
  return (
    <>
      <title>API keys · Nightdesk</title>
      <div className={classes.head}>
        <h1>API keys</h1>
        {!adds && (
          <Button
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => setAdds(true)}
            data-testid="key-new"
          >
            New key
          </Button>
        )}
      </div>
      <p className={classes.lead}>
        For programs. Give each its own, with no more rights than it needs: then one can be revoked without
        the others, and the audit log says which it was.
      </p>
      {made && (
        <ShownOnce
          title={`The key “${made.name}”, shown once`}
          value={made.key}
          done={() => setMade(null)}
          testId="key-made"
        >
          Sent as <code>Authorization: Bearer {made.hint}…</code>. Only a hash of it is stored, so nobody can
          look it up later.
        </ShownOnce>
      )}
      {adds && (
        <NewKey
          made={(key) => {
            setMade(key);
            setAdds(false);
          }}
          cancel={() => setAdds(false)}
        />
      )}
      {data && inForce.length === 0 && <Nothing>There is no key: no program can use the API.</Nothing>}
      {inForce.length > 0 && <ul className={classes.list}>{inForce.map(row)}</ul>}
      {revoked.length > 0 && (
        <Section title="Revoked" count={revoked.length}>
          <ul className={classes.list}>{revoked.map(row)}</ul>
        </Section>
      )}
      {isPending && <LoadingList />}
      {isLoadingError && <Failure what="The keys could not be read" error={error} again={refetch} />}
    </>
  );
}
