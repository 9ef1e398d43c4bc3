import { Button } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Copyable } from '../../parts/copyable.js';
import { Refusal } from '../../parts/refusal.js';
import { When } from '../../parts/when.js';
import { nightdesk } from '../../session/client.js';
import classes from './account.module.css';

/** A link that an operator sends to whoever can connect the account again. */
export function RepairLink({ accountId }: { accountId: string }) {
  const make = useMutation({ mutationFn: () => nightdesk.connectLinks.createRepair(accountId) });
  const made = make.data;
  return (
    <div className={classes.pause}>
      {make.error && <Refusal title="No link was made" error={make.error} />}
      {made ? (
        <p data-testid="repair-link">
          Whoever opens <Copyable name="repair link" value={made.url} /> can connect this account again, once
          and without a login. It expires <When at={made.expiresAt} />, and is shown only now.
        </p>
      ) : (
        <Button
          variant="default"
          leftSection={<IconLink size={16} aria-hidden />}
          loading={make.isPending}
          onClick={() => make.mutate()}
          data-testid="make-repair-link"
        >
          Make a repair link
        </Button>
      )}
    </div>
  );
}
