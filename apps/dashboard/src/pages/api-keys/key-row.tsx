import type { ApiKey } from '@nightdesk/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { siteName } from '../../format/words.js';
import { Confirm } from '../../parts/confirm.js';
import { Refusal } from '../../parts/refusal.js';
import { When } from '../../parts/when.js';
import { nightdesk } from '../../session/client.js';
import classes from '../settings/settings.module.css';
import { scopeWords } from './scope-words.js';

/** One key: what it may, for whom, who made it, and when it was last used. */
export function KeyRow({ apiKey, sites }: { apiKey: ApiKey; sites: ReadonlyMap<string, string> }) {
  const { id, name, hint, scopes, accountIds, tier, createdAt, createdBy, lastUsedAt, revokedAt } = apiKey;
  const cache = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => nightdesk.revokeApiKey(id),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['api-keys'] }),
  });
  const whose = accountIds.map((accountId) => siteName(sites.get(accountId) ?? accountId)).join(', ');
  return (
    <li data-testid="key" data-key={id}>
      <div className={classes.line}>
        <b>{name}</b>
        <code>{hint}…</code>
        <span className={classes.end}>{scopes.map((scope) => scopeWords[scope].name).join(' · ')}</span>
      </div>
      <p className={classes.small}>
        {whose || 'Every account'} · {tier === 'high' && 'high rate · '}
        {lastUsedAt ? (
          <>
            last used <When at={lastUsedAt} />
          </>
        ) : (
          'never used'
        )}{' '}
        · made <When at={createdAt} />
        {createdBy && ` by ${createdBy.name ?? createdBy.id}`}
        {revokedAt && (
          <>
            {' '}
            · revoked <When at={revokedAt} />
          </>
        )}
      </p>
      {revoke.error && <Refusal title="It is still valid" error={revoke.error} />}
      {revokedAt === null && (
        <div style={{ marginTop: '0.6rem' }}>
          <Confirm
            label="Revoke"
            does="Refused at once, everywhere. This cannot be taken back."
            question={`Revoke “${name}”? Whatever uses it stops working at once.`}
            act={() => revoke.mutate()}
            busy={revoke.isPending}
            testId="key-revoke"
          />
        </div>
      )}
    </li>
  );
}
