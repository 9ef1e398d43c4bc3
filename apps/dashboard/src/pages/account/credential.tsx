import { Button, Skeleton } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { Account, AccountHealth, PlatformChoice } from '@nightdesk/sdk';
import { Link } from 'wouter';
import { dateOf } from '../../format/time.js';
import { credentialKind } from '../../format/words.js';
import { connectPath } from '../../parts/paths.js';
import { Nothing, Section } from '../../parts/section.js';
import { When } from '../../parts/when.js';
import { Fact } from '../../parts/fact.js';
import { useIsOperator } from '../../session/queries.js';
import classes from './account.module.css';
import { TokenEnd } from './token-end.js';
import { TokenLife } from './token-life-bar.js';

type Stored = NonNullable<AccountHealth['credential']>;

interface Props {
  account: Account;
  health: AccountHealth | undefined;
  choice: PlatformChoice | undefined;
}

/** What opens the helpdesk's door, how long it will, and what would be better. */
export function Credential({ account, health, choice }: Props) {
  const isOperator = useIsOperator();
  const credential = health?.credential;
  // A token that ends at a set day can be left for OAuth, where the platform has that.
  const endsAt =
    credential?.kind === 'api_token' && choice?.oauth
      ? (credential.expiresAt ?? choice.key?.endsAt ?? null)
      : null;
  return (
    <Section title="Credential">
      {!health && <Skeleton height={150} role="status" aria-label="Loading the credential" />}
      {health && !credential && <Nothing>None is stored.</Nothing>}
      {endsAt && <TokenEnd account={account} endsAt={endsAt} />}
      {credential && <Facts credential={credential} endsAt={endsAt} />}
      {health?.writeCredential && (
        <div className={classes.second} data-testid="write-credential">
          <p>The write lane has a credential of its own.</p>
          <Facts credential={health.writeCredential} endsAt={null} />
        </div>
      )}
      {isOperator && choice?.writeCredential && (
        <div className={classes.second}>
          {!health?.writeCredential && <p>{choice.writeCredential}</p>}
          <Button
            component={Link}
            href={connectPath({ platform: account.platform, writeLaneOf: account.id, method: 'key' })}
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} aria-hidden />}
            data-testid="add-write-credential"
          >
            {health?.writeCredential ? 'Replace it' : 'Add a credential for the write lane'}
          </Button>
        </div>
      )}
    </Section>
  );
}

function Facts({ credential, endsAt }: { credential: Stored; endsAt: string | null }) {
  const { kind, scopes, expiresAt, refreshAt, refreshedAt, lastError } = credential;
  return (
    <>
      <TokenLife credential={credential} />
      <dl className={classes.facts}>
        <Fact name="Kind">{credentialKind(kind)}</Fact>
        <Fact name="Expires">
          {endsAt !== null ? dateOf(endsAt) : expiresAt ? <When at={expiresAt} /> : 'never'}
        </Fact>
        {refreshAt && (
          <Fact name="Next refresh">
            <When at={refreshAt} />
          </Fact>
        )}
        {refreshedAt && (
          <Fact name="Last refresh">
            <When at={refreshedAt} />
          </Fact>
        )}
        {lastError && <Fact name="Last problem">{lastError}</Fact>}
        <Fact name="Scopes">
          {scopes.length === 0
            ? 'the platform tells none'
            : scopes.map((scope) => <code key={scope}>{scope}</code>)}
        </Fact>
      </dl>
    </>
  );
}
