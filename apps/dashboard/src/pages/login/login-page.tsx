import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { ApiError, type SessionView } from '@nightdesk/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Redirect, useSearch } from 'wouter';
import { Frame } from '../../frame/frame.js';
import { Refusal } from '../../parts/refusal.js';
import { nightdesk } from '../../session/client.js';
import { sessionKey, useSession, useSessionEnd } from '../../session/queries.js';
import { returnPath } from '../../session/return-path.js';
import classes from './login.module.css';
import { SetUp } from './set-up.js';

export function LoginPage() {
  const cache = useQueryClient();
  const search = useSearch();
  const session = useSession();
  const first = useQuery({
    queryKey: ['setup'],
    queryFn: ({ signal }) => nightdesk.entrance.setUpView({ signal }),
  });
  const entered = (view: SessionView) => cache.setQueryData(sessionKey, view);
  if (session.data) return <Redirect to={returnPath(search)} replace />;
  return (
    <Frame nav={false}>
      <title>Sign in · Nightdesk</title>
      <div className={classes.form}>
        {first.data?.needed ? <SetUp entered={entered} /> : <SignIn entered={entered} />}
      </div>
    </Frame>
  );
}

function SignIn({ entered }: { entered: (session: SessionView) => void }) {
  const ended = useSessionEnd();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const login = useMutation({
    mutationFn: () => nightdesk.login({ email: email.trim(), password }),
    onSuccess: entered,
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        login.mutate();
      }}
    >
      <h1>Sign in</h1>
      <Stack gap="md" mt="lg">
        {ended && !login.error && (
          <p className={classes.said} role="status" data-testid="session-end">
            {ended}
          </p>
        )}
        {login.error && <Refusal title={failureTitle(login.error)} error={login.error} />}
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          size="md"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          data-testid="login-email"
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          size="md"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          data-testid="login-password"
        />
        <Button type="submit" size="md" fullWidth loading={login.isPending} data-testid="login-submit">
          Sign in
        </Button>
      </Stack>
    </form>
  );
}

function failureTitle(error: Error): string {
  if (!(error instanceof ApiError)) return 'You could not be signed in';
  if (error.status === 429) return 'Too many attempts';
  return error.status === 401 ? 'That did not match' : 'You could not be signed in';
}
