import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { ApiError } from '@nightdesk/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Redirect, useSearch } from 'wouter';
import { Frame } from '../../frame/frame.js';
import { Refusal } from '../../parts/refusal.js';
import { nightdesk } from '../../session/client.js';
import { sessionKey, useSession } from '../../session/queries.js';
import { returnPath } from '../../session/return-path.js';
import classes from './login.module.css';

export function LoginPage() {
  const cache = useQueryClient();
  const search = useSearch();
  const session = useSession();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const login = useMutation({
    mutationFn: () => nightdesk.login({ email: email.trim(), password }),
    onSuccess: (view) => cache.setQueryData(sessionKey, view),
  });
  if (session.data) return <Redirect to={returnPath(search)} replace />;

  return (
    <Frame nav={false}>
      <title>Sign in · Nightdesk</title>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          login.mutate();
        }}
      >
        <h1>Sign in</h1>
        <Stack gap="md" mt="lg">
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
    </Frame>
  );
}

function failureTitle(error: Error): string {
  return error instanceof ApiError && error.status === 401
    ? 'That did not match'
    : 'You could not be signed in';
}
