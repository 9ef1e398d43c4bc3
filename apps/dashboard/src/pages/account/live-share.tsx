import { Button, NativeSelect } from '@mantine/core';
import type { Account, LiveShare as Share } from '@nightdesk/sdk';
import { useState } from 'react';
import { Refusal } from '../../parts/refusal.js';
import { Section } from '../../parts/section.js';
import { nightdesk } from '../../session/client.js';
import { useIsOperator } from '../../session/queries.js';
import classes from './account.module.css';
import { useAccountChange } from './use-account.js';

const steps: readonly Share[] = [0, 5, 25, 50, 100];

/** On how many of its tickets operations really go out, why none do, and another share. */
export function LiveShare({ account }: { account: Account }) {
  const { id, liveShare, shadowReason } = account;
  const isOperator = useIsOperator();
  /** As it is chosen; null: as it is stored. */
  const [chosen, setChosen] = useState<Share | null>(null);
  const change = useAccountChange(
    id,
    (share: Share) => nightdesk.changeAccount(id, { liveShare: share }),
    () => setChosen(null),
  );
  return (
    <Section title="Live share">
      <p data-testid="live-share" data-share={liveShare}>
        {words(account)}
      </p>
      {shadowReason !== null && (
        <p className={classes.warning} data-tone="warn" role="status" data-testid="shadow-reason">
          {shadowReason}
        </p>
      )}
      {change.error && <Refusal title="The share was not changed" error={change.error} />}
      {isOperator && (
        <form
          className={classes.acts}
          onSubmit={(event) => {
            event.preventDefault();
            if (chosen !== null) change.mutate(chosen);
          }}
        >
          <NativeSelect
            label="Operations go out on"
            value={String(chosen ?? liveShare)}
            data={steps.map((share) => ({ value: String(share), label: labels[share] }))}
            onChange={({ currentTarget: { value } }) =>
              setChosen(steps.find((share) => String(share) === value) ?? null)
            }
            data-testid="live-share-field"
          />
          <Button
            type="submit"
            variant="default"
            disabled={chosen === null || chosen === liveShare}
            loading={change.isPending}
            data-testid="live-share-save"
          >
            Save
          </Button>
        </form>
      )}
    </Section>
  );
}

const labels: Record<Share, string> = {
  0: 'no ticket (shadow mode)',
  5: '5 % of the tickets',
  25: '25 % of the tickets',
  50: '50 % of the tickets',
  100: 'all tickets',
};

function words({ liveShare, errorSlo }: Account): string {
  if (liveShare === 100) return 'Operations go out on all tickets.';
  if (liveShare === 0) return 'Shadow mode: operations are recorded, and none is sent.';
  const tolerated = Math.round(errorSlo * 1_000) / 10;
  return `Operations go out on ${liveShare} % of the tickets; on the others they are recorded only. When more than ${tolerated} % of those that ended within an hour failed, it falls back to shadow mode by itself.`;
}
