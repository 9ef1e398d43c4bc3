import { Button, TextInput } from '@mantine/core';
import { IconPlugOff } from '@tabler/icons-react';
import type { Account, Disconnected } from '@nightdesk/sdk';
import { useState } from 'react';
import { siteName } from '../../format/words.js';
import { Refusal } from '../../parts/refusal.js';
import { nightdesk } from '../../session/client.js';
import classes from './account.module.css';
import { useAccountChange } from './use-account.js';

/** Ends the connection, once the person has typed which one. For operators. */
export function Disconnect({ account: { id, site, state } }: { account: Account }) {
  const [typed, setTyped] = useState<string | null>(null);
  const [left, setLeft] = useState<Disconnected['leftAtPlatform'] | null>(null);
  const name = siteName(site);
  const end = useAccountChange(
    id,
    async () => {
      const { account, leftAtPlatform } = await nightdesk.disconnect(id);
      setLeft(leftAtPlatform);
      return account;
    },
    () => setTyped(null),
  );
  if (left) return <Ended left={left} />;
  if (state === 'disconnected') return null;
  if (typed === null)
    return (
      <div className={classes.pause}>
        <Button
          variant="default"
          leftSection={<IconPlugOff size={16} aria-hidden />}
          onClick={() => setTyped('')}
          data-testid="disconnect-account"
        >
          Disconnect
        </Button>
      </div>
    );
  return (
    <div className={classes.pause}>
      {end.error && <Refusal title="Not disconnected" error={end.error} />}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim() === name) end.mutate();
        }}
      >
        <TextInput
          label={`Type ${name} to disconnect it`}
          description="Access is ended at the platform and deleted here, our webhook is removed, and open operations are cancelled. The history stays; connecting the site again goes on with it."
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          autoFocus
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          data-testid="disconnect-site"
        />
        <div>
          <Button
            type="submit"
            color="red"
            disabled={typed.trim() !== name}
            loading={end.isPending}
            data-testid="disconnect-submit"
          >
            Disconnect it
          </Button>
          <Button variant="default" onClick={() => setTyped(null)}>
            Keep it
          </Button>
        </div>
      </form>
    </div>
  );
}

function Ended({ left }: { left: Disconnected['leftAtPlatform'] }) {
  if (left.length === 0) return <p className={classes.pause}>Everything was taken back at the platform.</p>;
  return (
    <div className={classes.pause} data-testid="left-at-platform">
      <p>Disconnected here. This stays at the platform:</p>
      <ul>
        {left.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </div>
  );
}
