import { IconArrowRight } from '@tabler/icons-react';
import type { LinkView } from '@nightdesk/sdk';
import { counted } from '../../format/number.js';
import { accountStates } from '../../format/words.js';
import { State } from '../../parts/state.js';
import { Since } from '../../parts/when.js';
import classes from './connect.module.css';

/** Why an account is to be connected again, and what waits for that. */
export function RepairNeeds({ repair }: { repair: NonNullable<LinkView['repair']> }) {
  const { state, reason, remedy, stateSince, waiting } = repair;
  const words = accountStates[state];
  const rows = [
    ...(waiting.operations > 0
      ? [counted(waiting.operations, 'change to tickets', 'changes to tickets')]
      : []),
    ...(waiting.webhooks > 0
      ? [counted(waiting.webhooks, 'message from the helpdesk', 'messages from the helpdesk')]
      : []),
  ];
  return (
    <div className={classes.repair} data-tone={words.tone}>
      <p className={classes.since}>
        <State state={words} size="md" testId="account-state" />
        <span>
          for <Since at={stateSince} />
        </span>
      </p>
      <p>{reason}</p>
      {remedy && (
        <p className={classes.notice}>
          <IconArrowRight size={18} aria-hidden />
          <span>{remedy}</span>
        </p>
      )}
      <p data-testid="repair-waiting">
        {rows.length === 0 ? (
          'Nothing waits for it now.'
        ) : (
          <>
            {rows.join(' and ')} {waiting.operations + waiting.webhooks === 1 ? 'waits' : 'wait'}
            {waiting.since && (
              <>
                , the oldest for <Since at={waiting.since} />
              </>
            )}
            . All of it goes on in order once the helpdesk is connected.
          </>
        )}
      </p>
    </div>
  );
}
