import { Button, TextInput } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import type { Account } from '@nightdesk/sdk';
import { useState } from 'react';
import { Refusal } from '../../parts/refusal.js';
import { nightdesk } from '../../session/client.js';
import classes from './account.module.css';
import { useAccountChange } from './use-account.js';

/** Stops everything for the account, or lets it go on. For operators. */
export function Pause({ account: { id, state } }: { account: Account }) {
  const [reason, setReason] = useState<string | null>(null);
  const change = useAccountChange(
    id,
    (act: () => Promise<Account>) => act(),
    () => setReason(null),
  );
  const pausable = ['probing', 'live', 'needs_scopes'].includes(state);
  return (
    <div className={classes.pause}>
      {change.error && <Refusal title="Nothing was changed" error={change.error} />}
      {state === 'paused' && (
        <Button
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          loading={change.isPending}
          onClick={() => change.mutate(() => nightdesk.resumeAccount(id))}
          data-testid="resume-account"
        >
          Resume
        </Button>
      )}
      {pausable && reason === null && (
        <Button
          variant="default"
          leftSection={<IconPlayerPause size={16} aria-hidden />}
          onClick={() => setReason('')}
          data-testid="pause-account"
        >
          Pause
        </Button>
      )}
      {pausable && reason !== null && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            change.mutate(() => nightdesk.pauseAccount(id, reason));
          }}
        >
          <TextInput
            label="Why is it paused?"
            description="Nothing is read or sent until somebody resumes it. Webhooks are stored, and nothing that waits is lost."
            required
            maxLength={500}
            autoFocus
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            data-testid="pause-reason"
          />
          <div>
            <Button
              type="submit"
              disabled={reason.trim() === ''}
              loading={change.isPending}
              data-testid="pause-submit"
            >
              Pause it
            </Button>
            <Button variant="default" onClick={() => setReason(null)}>
              Cancel
            </Button>
          </div>
        </form>
      )}
    </div>
  );
}
