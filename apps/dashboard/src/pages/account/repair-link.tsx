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
          and without a login. It expires <When at={made.expiresAt} />, and is shown only now.{' '}
          <a href={mail(made.url)} data-testid="repair-link-mail">
            Write it in a mail
          </a>
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

/** To be sent by the person's own mail program, to whoever can connect the account again. */
function mail(url: string): string {
  const subject = encodeURIComponent('Please connect the helpdesk again');
  const body = encodeURIComponent(
    `Our connection to your helpdesk has to be renewed. This link says what waits, and leads you through it. It works once:\n\n${url}\n`,
  );
  return `mailto:?subject=${subject}&body=${body}`;
}
