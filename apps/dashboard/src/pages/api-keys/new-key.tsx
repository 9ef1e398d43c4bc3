import { Button, Checkbox, Group, Radio, Stack, TextInput } from '@mantine/core';
import type { CreatedApiKey, RateTier } from '@nightdesk/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { AccountsField } from '../../parts/accounts-field.js';
import { Refusal } from '../../parts/refusal.js';
import { nightdesk } from '../../session/client.js';
import classes from '../settings/settings.module.css';
import { scopes, scopeWords, tiers, tierWords } from './scope-words.js';

interface Props {
  made: (key: CreatedApiKey) => void;
  cancel: () => void;
}

export function NewKey({ made, cancel }: Props) {
  const cache = useQueryClient();
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<string[]>(['read', 'write']);
  const [accountIds, setAccountIds] = useState<string[]>([]);
  const [tier, setTier] = useState<RateTier>('standard');
  const create = useMutation({
    mutationFn: () =>
      nightdesk.createApiKey({
        name,
        scopes: scopes.filter((scope) => chosen.includes(scope)),
        accountIds,
        tier,
      }),
    onSuccess: (key) => {
      made(key);
      return cache.invalidateQueries({ queryKey: ['api-keys'] });
    },
  });
  return (
    <form
      className={classes.panel}
      style={{ marginBottom: '1.5rem' }}
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate();
      }}
    >
      <Stack gap="md">
        {create.error && <Refusal title="No key was made" error={create.error} />}
        <TextInput
          label="Name"
          description="Whose it is: the audit log names it"
          placeholder="Support bot, production"
          required
          withAsterisk={false}
          maxLength={100}
          autoFocus
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
          data-testid="key-name"
        />
        <Checkbox.Group label="It may" value={chosen} onChange={setChosen}>
          <Stack gap="xs" mt="xs">
            {scopes.map((scope) => (
              <Checkbox
                key={scope}
                value={scope}
                label={scopeWords[scope].name}
                description={scopeWords[scope].allows}
                data-testid={`key-scope-${scope}`}
              />
            ))}
          </Stack>
        </Checkbox.Group>
        <AccountsField
          value={accountIds}
          onChange={setAccountIds}
          description="Only of these; none chosen means all, also those connected later."
          testId="key-accounts"
        />
        <Radio.Group
          label="Requests that it may make"
          value={tier}
          onChange={(value) => setTier(value === 'high' ? 'high' : 'standard')}
        >
          <Stack gap="xs" mt="xs">
            {tiers.map((one) => (
              <Radio
                key={one}
                value={one}
                label={tierWords[one].name}
                description={tierWords[one].allows}
                data-testid={`key-tier-${one}`}
              />
            ))}
          </Stack>
        </Radio.Group>
        <Group gap="xs">
          <Button
            type="submit"
            disabled={chosen.length === 0 || name.trim() === ''}
            loading={create.isPending}
            data-testid="key-create"
          >
            Make the key
          </Button>
          <Button variant="default" onClick={cancel}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
