import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { AccountHealth } from '@nightdesk/sdk';
import { Link } from 'wouter';
import { useFromNow } from '../../live/clock.js';
import { Section } from '../../parts/section.js';
import { AccountCard } from './account-card.js';
import { worstFirst } from './concerns.js';

export function Accounts({ accounts }: { accounts: AccountHealth[] }) {
  const byId = new Map(accounts.map((account) => [account.id, account]));
  // A text, so that a tick of the clock draws the list again only when the order changes.
  const order = useFromNow((now) =>
    worstFirst(accounts, now)
      .map(({ id }) => id)
      .join('\n'),
  );
  const connect = (
    <Button
      component={Link}
      href="/connect"
      variant="default"
      size="xs"
      leftSection={<IconPlus size={14} aria-hidden />}
    >
      Connect a helpdesk
    </Button>
  );
  return (
    <Section title="Accounts" count={accounts.length} aside={connect}>
      <ul>
        {order.split('\n').map((id) => {
          const account = byId.get(id);
          return account && <AccountCard key={id} account={account} />;
        })}
      </ul>
    </Section>
  );
}
