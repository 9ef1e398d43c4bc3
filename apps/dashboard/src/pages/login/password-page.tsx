import { Button, Skeleton, Stack } from '@mantine/core';
import { ApiError } from '@nightdesk/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { Frame } from '../../frame/frame.js';
import { Failure } from '../../parts/failure.js';
import { NewPassword } from '../../parts/new-password.js';
import { passwordProblem } from '../../parts/password-rule.js';
import { Refusal } from '../../parts/refusal.js';
import { nightdesk } from '../../session/client.js';
import { sessionKey } from '../../session/queries.js';
import classes from './login.module.css';

/** Behind an operator's link: somebody chooses a password, and is signed in. */
export default function PasswordPage({ token }: { token: string }) {
  const { data, error, isLoadingError, refetch } = useQuery({
    queryKey: ['password-link', token],
    queryFn: ({ signal }) => nightdesk.entrance.passwordLink(token, { signal }),
    staleTime: Infinity,
  });
  const isOver = error instanceof ApiError && error.status === 404;
  return (
    <Frame nav={false}>
      <title>Choose your password · Nightdesk</title>
      <div className={classes.form}>
        {data && <Choose token={token} email={data.email} />}
        {isOver && (
          <div data-testid="password-link-over">
            <h1>This link cannot be used</h1>
            <p className={classes.said}>{error.detail}</p>
            <Link href="/login">Sign in</Link>
          </div>
        )}
        {isLoadingError && !isOver && (
          <Failure what="The link could not be opened" error={error} again={refetch} />
        )}
        {!data && !error && <Skeleton height={200} role="status" aria-label="Opening the link" />}
      </div>
    </Frame>
  );
}

function Choose({ token, email }: { token: string; email: string }) {
  const cache = useQueryClient();
  const [, go] = useLocation();
  const [password, setPassword] = useState('');
  const choose = useMutation({
    mutationFn: () => nightdesk.entrance.choosePassword(token, password),
    onSuccess: (session) => {
      cache.setQueryData(sessionKey, session);
      go('/', { replace: true });
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        choose.mutate();
      }}
    >
      <h1>Choose your password</h1>
      <Stack gap="md" mt="lg">
        <p>
          For <b>{email}</b>. You will be signed in here, and signed out elsewhere.
        </p>
        {choose.error && <Refusal title="The password was not set" error={choose.error} />}
        <input type="text" autoComplete="username" value={email} readOnly hidden />
        <NewPassword value={password} onChange={setPassword} testId="choose-password" />
        <Button
          type="submit"
          size="md"
          fullWidth
          disabled={passwordProblem(password) !== null}
          loading={choose.isPending}
          data-testid="choose-submit"
        >
          Set it and sign in
        </Button>
      </Stack>
    </form>
  );
}
