import { Button, NumberInput } from '@mantine/core';
import type { Account, EffectiveCeiling } from '@nightdesk/sdk';
import { useState } from 'react';
import { Link } from 'wouter';
import { whatIfPath } from '../../parts/paths.js';
import { Refusal } from '../../parts/refusal.js';
import { Section } from '../../parts/section.js';
import { nightdesk } from '../../session/client.js';
import { useIsOperator, usePlatformTitle } from '../../session/queries.js';
import classes from './account.module.css';
import { useAccountChange } from './use-account.js';

const percentOf = (ratio: number) => Math.round(ratio * 1_000) / 10;

/** Which share of the platform's limits is used, who says so, and another one. */
export function Ceiling({ account: { id, ceiling, platform } }: { account: Account }) {
  const isOperator = useIsOperator();
  const title = usePlatformTitle(platform);
  /** As it is typed; null: as it is stored. */
  const [typed, setTyped] = useState<number | string | null>(null);
  const change = useAccountChange(
    id,
    (ratio: number | null) => nightdesk.changeAccount(id, { ceiling: ratio }),
    () => setTyped(null),
  );
  const fits = typeof typed === 'number' && typed >= 5 && typed <= 100;
  return (
    <Section title="Share of the limit">
      <p data-testid="ceiling" data-from={ceiling.from}>
        At most <b>{percentOf(ceiling.ratio)} %</b> of {title}’s limits are used: {sources[ceiling.from]}.{' '}
        <Link href={whatIfPath(id)} data-testid="ceiling-what-if">
          Try another one out
        </Link>
      </p>
      {ceiling.warning && (
        <p className={classes.warning} data-tone="warn" role="status" data-testid="ceiling-warning">
          {ceiling.warning}
        </p>
      )}
      {change.error && <Refusal title="The share was not changed" error={change.error} />}
      {isOperator && (
        <form
          className={classes.acts}
          onSubmit={(event) => {
            event.preventDefault();
            if (fits) change.mutate(typed / 100);
          }}
        >
          <NumberInput
            label="This account’s own, in percent"
            min={5}
            max={100}
            decimalScale={1}
            clampBehavior="none"
            value={typed ?? (ceiling.from === 'account' ? percentOf(ceiling.ratio) : '')}
            placeholder={String(percentOf(ceiling.ratio))}
            onChange={setTyped}
            error={
              typeof typed === 'number' && !fits && 'Use 5 to 100. To stop all calls, pause the account.'
            }
            data-testid="ceiling-field"
          />
          <Button
            type="submit"
            variant="default"
            disabled={!fits}
            loading={change.isPending}
            data-testid="ceiling-save"
          >
            Save
          </Button>
          {ceiling.from === 'account' && (
            <Button variant="subtle" onClick={() => change.mutate(null)} data-testid="ceiling-clear">
              Use the default
            </Button>
          )}
        </form>
      )}
    </Section>
  );
}

const sources: Record<EffectiveCeiling['from'], string> = {
  account: 'set for this account',
  platform: 'set for the platform',
  default: 'the default',
};
