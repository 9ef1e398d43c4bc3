import { Button, PasswordInput, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { NewPassword } from '../../parts/new-password.js';
import { passwordProblem } from '../../parts/password-rule.js';
import { Refusal } from '../../parts/refusal.js';
import { nightdesk } from '../../session/client.js';
import { useSession } from '../../session/queries.js';
import classes from '../settings/settings.module.css';

/** One's own password: the present one, and another one. */
export default function OwnPasswordPage() {
  const email = useSession().data?.email ?? '';
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const change = useMutation({
    mutationFn: () => nightdesk.entrance.changePassword({ current, next }),
    onSuccess: () => {
      setCurrent('');
      setNext('');
    },
  });
  return (
    <>
      <title>Your password · Nightdesk</title>
      <h1>Your password</h1>
      <p className={classes.lead}>
        When you change it, you stay signed in here and are signed out everywhere else.
      </p>
      <form
        className={classes.panel}
        style={{ maxWidth: '28rem' }}
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate();
        }}
      >
        <Stack gap="md">
          {change.error && <Refusal title="Your password is the same" error={change.error} />}
          {change.isSuccess && (
            <p className={classes.answer} data-tone="good" role="status" data-testid="own-changed">
              Your password is changed.
            </p>
          )}
          <input type="text" autoComplete="username" value={email} readOnly hidden />
          <PasswordInput
            label="Present password"
            autoComplete="current-password"
            required
            withAsterisk={false}
            size="md"
            value={current}
            onChange={({ currentTarget }) => setCurrent(currentTarget.value)}
            data-testid="own-current"
          />
          <NewPassword label="New password" value={next} onChange={setNext} testId="own-next" />
          <Button
            type="submit"
            disabled={current === '' || passwordProblem(next) !== null}
            loading={change.isPending}
            data-testid="own-submit"
          >
            Change it
          </Button>
        </Stack>
      </form>
    </>
  );
}
