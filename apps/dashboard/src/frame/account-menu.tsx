import { ActionIcon, Menu } from '@mantine/core';
import { IconKey, IconLogout, IconUser } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from 'wouter';
import { nightdesk } from '../session/client.js';
import { sessionKey, useSession } from '../session/queries.js';

/** Who is logged in, and the way out. */
export function AccountMenu() {
  const cache = useQueryClient();
  const session = useSession();
  const logout = useMutation({
    mutationFn: () => nightdesk.logout(),
    // Also when the server did not answer: what was shown must not stay on the screen.
    onSettled: () => {
      cache.setQueryData(sessionKey, null);
      cache.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] });
    },
  });
  if (!session.data) return null;
  const { email, role } = session.data;
  return (
    <Menu position="bottom-end" width={240} withinPortal={false}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" c="inherit" size="lg" aria-label={`Signed in as ${email}`}>
          <IconUser size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {email} · {role}
        </Menu.Label>
        <Menu.Item component={Link} href="/settings/password" leftSection={<IconKey size={16} aria-hidden />}>
          Change your password
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => logout.mutate()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
