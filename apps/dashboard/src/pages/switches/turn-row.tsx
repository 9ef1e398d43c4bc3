import { Button, Group, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { StateWords } from '../../format/words.js';
import { Refusal } from '../../parts/refusal.js';
import { State } from '../../parts/state.js';
import { useIsOperator } from '../../session/queries.js';
import classes from '../settings/settings.module.css';

interface Props {
  /** For tests and ids. */
  name: string;
  title: ReactNode;
  state: StateWords;
  /** What stops when it is turned off; said all the time. */
  stops: string;
  /** Why, since when and by whom it is off; nothing while it is on. */
  off: ReactNode;
  words: { stop: string; go: string };
  /** `done` is called once it is off. Left out: it can be neither stopped nor released now. */
  stop?: (reason: string, done: () => void) => void;
  go?: () => void;
  busy: boolean;
  error: Error | null;
}

/** Something that is turned off with a reason, and released. Viewers see how it is. */
export function TurnRow({ name, title, state, stops, off, words, stop, go, busy, error }: Props) {
  const isOperator = useIsOperator();
  const [reason, setReason] = useState<string | null>(null);
  return (
    <li data-testid="turn" data-name={name} data-off={Boolean(off)}>
      <div className={classes.line}>
        <b>{title}</b>
        <State state={state} />
        <span className={classes.end}>
          {isOperator && off && go && (
            <Button size="xs" loading={busy} onClick={go} data-testid="turn-on">
              {words.go}
            </Button>
          )}
          {isOperator && !off && stop && reason === null && (
            <Button size="xs" variant="default" onClick={() => setReason('')} data-testid="turn-off">
              {words.stop} …
            </Button>
          )}
        </span>
      </div>
      {off && <p className={classes.warned}>{off}</p>}
      <p className={classes.small}>{stops}</p>
      {error && <Refusal title="Nothing was changed" error={error} />}
      {reason !== null && stop && (
        <form
          className={classes.acts}
          onSubmit={(event) => {
            event.preventDefault();
            stop(reason, () => setReason(null));
          }}
        >
          <TextInput
            label="Why?"
            description="Whoever finds it off reads this, and it is kept in the audit log"
            required
            withAsterisk={false}
            maxLength={500}
            autoFocus
            value={reason}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
            data-testid="turn-reason"
          />
          <Group gap="xs">
            <Button
              type="submit"
              color="red"
              disabled={reason.trim() === ''}
              loading={busy}
              data-testid="turn-submit"
            >
              {words.stop}
            </Button>
            <Button variant="default" onClick={() => setReason(null)}>
              Cancel
            </Button>
          </Group>
        </form>
      )}
    </li>
  );
}
