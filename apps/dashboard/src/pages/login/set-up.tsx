import { Button, Stack, TextInput } from '@mantine/core';
import type { SessionView } from '@nightdesk/sdk';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { NewPassword } from '../../parts/new-password.js';
import { passwordProblem } from '../../parts/password-rule.js';
import { Refusal } from '../../parts/refusal.js';
import { nightdesk } from '../../session/client.js';

/** The first start: makes the first operator, by the code that the api has written into its log. */
export function SetUp({ entered }: { entered: (session: SessionView) => void }) {
  const [code, setCode] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const setUp = useMutation({
    mutationFn: () => nightdesk.entrance.setUp({ code, email: email.trim(), password }),
    onSuccess: entered,
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setUp.mutate();
      }}
    >
      <h1>Set Nightdesk up</h1>
      <Stack gap="md" mt="lg">
        <p>Nobody can log in yet. You become its first operator, and can invite the others afterwards.</p>
        {setUp.error && <Refusal title="Nothing was set up" error={setUp.error} />}
        <TextInput
          label="Set-up code"
          description="The api has written it into its log, and to its terminal, when it was started."
          placeholder="ABCD-EFGH-JKLM"
          autoComplete="one-time-code"
          required
          withAsterisk={false}
          size="md"
          value={code}
          onChange={({ currentTarget }) => setCode(currentTarget.value)}
          data-testid="setup-code"
        />
        <TextInput
          label="Your e-mail"
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          size="md"
          value={email}
          onChange={({ currentTarget }) => setEmail(currentTarget.value)}
          data-testid="setup-email"
        />
        <NewPassword value={password} onChange={setPassword} testId="setup-password" />
        <Button
          type="submit"
          size="md"
          fullWidth
          disabled={passwordProblem(password) !== null}
          loading={setUp.isPending}
          data-testid="setup-submit"
        >
          Set it up and sign in
        </Button>
      </Stack>
    </form>
  );
}
