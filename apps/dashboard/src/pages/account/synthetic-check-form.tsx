import { Button, NumberInput, TextInput } from '@mantine/core';
import type { SyntheticCheck, SyntheticCheckPlan } from '@nightdesk/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Refusal } from '../../parts/refusal.js';
import { nightdesk } from '../../session/client.js';
import classes from './account.module.css';

interface Props {
  accountId: string;
  /** Null: the account is not checked. */
  plan: SyntheticCheck['plan'];
}

const first: SyntheticCheckPlan = { ticketId: '', everyMinutes: 15, sloSeconds: 60 };

/** Sets an account's synthetic check up, changes it, or stops it. For operators. */
export function SyntheticCheckForm({ accountId, plan }: Props) {
  const cache = useQueryClient();
  /** As it is typed; null: the form is closed. */
  const [typed, setTyped] = useState<SyntheticCheckPlan | null>(null);
  const change = useMutation({
    mutationFn: (act: () => Promise<unknown>) => act(),
    onSuccess: () => {
      setTyped(null);
      return cache.invalidateQueries({ queryKey: ['account', accountId, 'synthetic-check'] });
    },
  });
  const refusal = change.error && <Refusal title="The check was not changed" error={change.error} />;
  if (!typed)
    return (
      <>
        {refusal}
        <div className={classes.acts}>
          <Button variant="default" onClick={() => setTyped(plan ?? first)} data-testid="synthetic-edit">
            {plan ? 'Change' : 'Set up'}
          </Button>
          {plan && (
            <Button
              variant="subtle"
              loading={change.isPending}
              onClick={() => change.mutate(() => nightdesk.syntheticChecks.remove(accountId))}
              data-testid="synthetic-stop"
            >
              Stop
            </Button>
          )}
        </div>
      </>
    );
  const { everyMinutes = 0, sloSeconds = 0 } = typed;
  const overlaps = sloSeconds >= everyMinutes * 60;
  const number = (name: 'everyMinutes' | 'sloSeconds') => ({
    value: typed[name] ?? '',
    onChange: (value: number | string) =>
      setTyped({ ...typed, [name]: value === '' ? undefined : Number(value) }),
    required: true,
    allowDecimal: false,
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate(() => nightdesk.syntheticChecks.put(accountId, typed));
      }}
    >
      {refusal}
      <div className={classes.fields}>
        <TextInput
          label="Ticket"
          description="One that is there for nothing else: it gets the tag nightdesk-check, and loses it, in turn."
          required
          autoFocus
          maxLength={100}
          value={typed.ticketId}
          onChange={(event) => setTyped({ ...typed, ticketId: event.currentTarget.value.trim() })}
          data-testid="synthetic-ticket"
        />
        <NumberInput label="Every so many minutes" min={5} max={1_440} {...number('everyMinutes')} />
        <NumberInput
          label="Back within, in seconds"
          description="Longer counts as failed."
          min={1}
          max={3_600}
          {...number('sloSeconds')}
          error={overlaps && 'Less than the time between two: one ends before the next begins.'}
          data-testid="synthetic-slo"
        />
      </div>
      <div className={classes.acts}>
        <Button type="submit" disabled={overlaps} loading={change.isPending} data-testid="synthetic-save">
          Save
        </Button>
        <Button variant="default" onClick={() => setTyped(null)}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
