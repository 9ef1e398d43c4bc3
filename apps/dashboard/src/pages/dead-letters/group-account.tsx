import type { AccountState, DeadLetterGroup } from '@nightdesk/sdk';
import { Link } from 'wouter';
import { counted } from '../../format/number.js';
import { accountStates, sentence, siteName } from '../../format/words.js';
import { Confirm } from '../../parts/confirm.js';
import { accountPath } from '../../parts/paths.js';
import { State } from '../../parts/state.js';
import classes from './dead-letters.module.css';

interface Props {
  account: DeadLetterGroup['accounts'][number];
  /** Null where nothing can be done. */
  discard: (() => void) | null;
}

/** An account's part of a group; its state where that explains why nothing goes through. */
export function GroupAccount({ account: { id, site, state, remedy, count }, discard }: Props) {
  const words = accountStates[state as AccountState] ?? { word: sentence(state), tone: 'idle' };
  return (
    <li data-testid="dead-letter-account">
      <div className={classes.account}>
        <Link href={accountPath(id)}>{siteName(site)}</Link>
        <span>{counted(count, 'write')}</span>
        {state !== 'live' && <State state={words} />}
      </div>
      {remedy && <p className={classes.small}>{remedy}</p>}
      {discard && (
        <Confirm
          label="Discard"
          does="They leave this list; nothing is sent, and nothing is deleted."
          question={`Discard ${counted(count, 'write')} of ${siteName(site)}?`}
          act={discard}
          testId="discard"
        />
      )}
    </li>
  );
}
