import { Button, Group, Radio, Stack, TextInput } from '@mantine/core';
import type { User } from '@nightdesk/sdk';
import { useState } from 'react';
import { Refusal } from '../../parts/refusal.js';
import { nightdesk } from '../../session/client.js';
import classes from '../settings/settings.module.css';
import type { LinkFor } from './people-page.js';
import { roles } from './role-words.js';
import { useAct } from './use-people.js';

interface Props {
  made: (link: LinkFor) => void;
  cancel: () => void;
}

/** Needs no mail server: it makes a link that one sends oneself. */
export function Invite({ made, cancel }: Props) {
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<User['role']>('viewer');
  const invite = useAct(nightdesk.people.invite.bind(nightdesk.people), ({ user, link }) =>
    made({ email: user.email, link }),
  );
  return (
    <form
      className={classes.panel}
      style={{ marginBottom: '1.5rem' }}
      onSubmit={(event) => {
        event.preventDefault();
        invite.mutate({ email: email.trim(), role });
      }}
    >
      <Stack gap="md">
        {invite.error && <Refusal title="Nobody was invited" error={invite.error} />}
        <TextInput
          label="E-mail"
          description="To log in with; nothing is sent to it"
          type="email"
          required
          withAsterisk={false}
          autoFocus
          value={email}
          onChange={({ currentTarget }) => setEmail(currentTarget.value)}
          data-testid="person-email"
        />
        <Radio.Group label="Role" value={role} onChange={(value) => setRole(value as User['role'])}>
          <Stack gap="xs" mt="xs">
            {Object.entries(roles).map(([value, { name, may }]) => (
              <Radio
                key={value}
                value={value}
                label={name}
                description={may}
                data-testid={`person-role-${value}`}
              />
            ))}
          </Stack>
        </Radio.Group>
        <Group gap="xs">
          <Button type="submit" loading={invite.isPending} data-testid="person-invite">
            Make the link
          </Button>
          <Button variant="default" onClick={cancel}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
