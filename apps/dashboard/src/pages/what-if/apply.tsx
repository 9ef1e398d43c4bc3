import type { Account, WhatIfRules } from '@nightdesk/sdk';
import { useQueryClient } from '@tanstack/react-query';
import { Confirm } from '../../parts/confirm.js';
import { Refusal } from '../../parts/refusal.js';
import { nightdesk } from '../../session/client.js';
import { useIsOperator } from '../../session/queries.js';
import { useAccountChange } from '../account/use-account.js';
import classes from './what-if.module.css';

interface Props {
  before: WhatIfRules;
  after: WhatIfRules;
  account: Account;
}

/** Of all that can be tried out the ceiling is what an operator can set here; the rest is the platform's, or ours to write. */
export function Apply({ before, after, account: { id } }: Props) {
  const isOperator = useIsOperator();
  const cache = useQueryClient();
  const change = useAccountChange(
    id,
    (percent: number) => nightdesk.changeAccount(id, { ceiling: percent / 100 }),
    () => void cache.invalidateQueries({ queryKey: ['what-if', id] }),
  );
  if (!isOperator || (after.ceiling === before.ceiling && !change.isSuccess)) return null;
  if (after.ceiling === before.ceiling)
    return (
      <p className={classes.applied} role="status" data-tone="good" data-testid="what-if-applied">
        A ceiling of {after.ceiling} % holds for this account from now on.
      </p>
    );
  return (
    <div className={classes.apply}>
      {change.error && <Refusal title="The ceiling was not changed" error={change.error} />}
      <Confirm
        label={`Apply a ceiling of ${after.ceiling} %`}
        does="Real calls go out by it at once. Nothing else that is tried out here is changed."
        question={`Use ${after.ceiling} % of the limit for this account, in place of ${before.ceiling} %?`}
        act={() => change.mutate(after.ceiling)}
        busy={change.isPending}
        testId="what-if-apply"
      />
    </div>
  );
}
