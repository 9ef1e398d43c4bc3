import { Button } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import type { DeadLetterGroup } from '@nightdesk/sdk';
import { useState } from 'react';
import { count, counted } from '../../format/number.js';
import { sentence } from '../../format/words.js';
import { Confirm } from '../../parts/confirm.js';
import { Refusal } from '../../parts/refusal.js';
import { When } from '../../parts/when.js';
import { useIsOperator } from '../../session/queries.js';
import { AllOfCause } from './all-of-cause.js';
import classes from './dead-letters.module.css';
import { GroupAccount } from './group-account.js';
import { LetterRow } from './letter-row.js';
import { causeNames } from './replay-words.js';
import { useActs } from './use-dead-letters.js';

interface Props {
  group: DeadLetterGroup;
  /** Site by account id. */
  sites: ReadonlyMap<string, string>;
  /** Null: of every account. */
  accountId: string | null;
  /** A replay of it is going on. */
  isRunning: boolean;
}

/** Dead letters of one cause: what it means, what to do, whose they are, and some of them. */
export function Group({ group, sites, accountId, isRunning }: Props) {
  const { cause, meaning, remedy, oldestAt, newestAt, accounts, accountCount, samples } = group;
  const [all, setAll] = useState(false);
  const isOperator = useIsOperator();
  const { replay, discard } = useActs();
  const refused = replay.error ?? discard.error;
  return (
    <li className={classes.group} data-testid="dead-letter-group" data-cause={cause}>
      <header className={classes.head}>
        <h3>{causeNames[cause] ?? sentence(cause)}</h3>
        <b className={classes.count} data-testid="dead-letter-count">
          {count(group.count)}
        </b>
        <span className={classes.when}>
          {oldestAt !== newestAt && (
            <>
              <When at={oldestAt} /> to{' '}
            </>
          )}
          <When at={newestAt} />
        </span>
      </header>
      <p className={classes.meaning}>{meaning}</p>
      <p className={classes.remedy} data-tone="warn">
        <IconArrowRight size={17} aria-hidden />
        <span>{remedy}</span>
      </p>
      {refused && <Refusal title="Nothing was changed" error={refused} />}
      {isOperator && !isRunning && (
        <div className={classes.act}>
          <Confirm
            label="Replay"
            does="Tries one, then ten, then all; what is solved, answered or older than 24 h is skipped."
            question={`Replay ${counted(group.count, 'write')}? What goes through changes tickets at the helpdesk.`}
            act={() => replay.mutate({ cause, ...(accountId !== null && { accountId }) })}
            busy={replay.isPending}
            variant="filled"
            testId="replay-group"
          />
        </div>
      )}
      <ul className={classes.accounts}>
        {accounts.map((account) => (
          <GroupAccount
            key={account.id}
            account={account}
            discard={isOperator ? () => discard.mutate({ cause, accountId: account.id }) : null}
          />
        ))}
        {accountCount > accounts.length && (
          <li>and {counted(accountCount - accounts.length, 'account')} more</li>
        )}
      </ul>
      <ul className={classes.letters}>
        {all ? (
          <AllOfCause cause={cause} sites={sites} accountId={accountId} live={isRunning} />
        ) : (
          samples.map((one) => <LetterRow key={one.id} operation={one} site={sites.get(one.accountId)} />)
        )}
      </ul>
      {group.count > samples.length && (
        <Button variant="subtle" size="xs" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Show the newest only' : `Show all ${count(group.count)}`}
        </Button>
      )}
    </li>
  );
}
