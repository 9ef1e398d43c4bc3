import { IconArrowRight } from '@tabler/icons-react';
import type { AccountHealth } from '@nightdesk/sdk';
import { relative } from '../../format/time.js';
import { breakerStates } from '../../format/words.js';
import { useFromNow } from '../../live/clock.js';
import { State } from '../../parts/state.js';
import { Since } from '../../parts/when.js';
import classes from './account.module.css';

/** A platform that fails: what that means for the work, and when it is tried again. Nothing while all is well. */
export function Breaker({ breaker, platform }: { breaker: AccountHealth['breaker']; platform: string }) {
  const { state, since, retryAt, reason } = breaker;
  const next = useFromNow((now) =>
    state === 'open' && retryAt !== null && Date.parse(retryAt) > now
      ? `It is tried again ${relative(retryAt, now)}.`
      : 'The next call tries it.',
  );
  if (state === 'closed' || since === null) return null;
  const words = breakerStates[state];
  return (
    <section
      data-tone={words.tone}
      aria-label="Connection to the platform"
      data-testid="breaker"
      className={classes.breaker}
    >
      <p className={classes.state}>
        <State state={words} size="md" testId="breaker-state" />
        <span>
          for <Since at={since} />
        </span>
      </p>
      <p className={classes.reason}>
        Calls to {platform} keep failing: {reason}.
      </p>
      <p className={classes.remedy}>
        <IconArrowRight size={18} aria-hidden />
        <span>
          Nothing needs to be done here. Work is held and loses no attempt; it goes on by itself as soon as{' '}
          {platform} answers. {next}
        </span>
      </p>
    </section>
  );
}
