import { Button, Group } from '@mantine/core';
import type { Account } from '@nightdesk/sdk';
import { useEffect } from 'react';
import { Link, useSearch } from 'wouter';
import { siteName } from '../../format/words.js';
import { AccountView } from '../account/account-view.js';
import { forgetDraft } from './draft.js';
import classes from './connect.module.css';

/** The end of the connect flow: the account as its own page shows it, under a heading for the occasion. */
export default function ConnectDonePage() {
  const accountId = new URLSearchParams(useSearch()).get('account') ?? '';
  useEffect(forgetDraft, []);
  return (
    <>
      <title>Connected · Nightdesk</title>
      <AccountView accountId={accountId} heading={heading} />
      <Group className={classes.onward ?? ''}>
        <Button component={Link} href="/" size="md">
          To the overview
        </Button>
        <Button component={Link} href="/connect" size="md" variant="default">
          Connect another
        </Button>
      </Group>
    </>
  );
}

const occasions: Partial<Record<Account['state'], string>> = {
  live: 'is connected',
  connecting: 'is being connected',
  probing: 'is connected, its rights are being checked',
};

function heading({ site, state }: Account, platform: string): string {
  return `${platform} ${siteName(site)} ${occasions[state] ?? 'is connected, but not live'}`;
}
