import type { AccountHealth } from '@nightdesk/sdk';
import { percent } from '../../format/number.js';
import { relative } from '../../format/time.js';
import { useFromNow } from '../../live/clock.js';
import classes from './account.module.css';
import { lifeOf } from './token-life.js';

type Stored = NonNullable<AccountHealth['credential']>;

/** The life of a token that is refreshed, as a bar: how much has passed, when it is refreshed, when it ends. */
export function TokenLife({ credential }: { credential: Stored }) {
  const life = lifeOf(credential);
  // Drawn anew as the bar moves, and not each second.
  const passed = useFromNow((now) => (life ? Math.round(percent(now - life.from, life.to - life.from)) : 0));
  const words = useFromNow((now) =>
    life
      ? `Next refresh ${relative(new Date(life.refresh).toISOString(), now)}, ends ${relative(new Date(life.to).toISOString(), now)}`
      : '',
  );
  if (!life) return null;
  const refresh = percent(life.refresh - life.from, life.to - life.from);
  const tone = passed >= 90 ? 'bad' : passed > refresh + 5 ? 'warn' : undefined;
  return (
    <div className={classes.life} data-tone={tone} data-testid="token-life">
      <div
        className={classes.lifeBar}
        role="meter"
        aria-label="Life of the token"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={passed}
        aria-valuetext={`${passed} % of its life has passed. ${words}.`}
      >
        <span className={classes.lifePassed} style={{ width: `${passed}%` }} />
        <span className={classes.lifeRefresh} style={{ left: `${refresh}%` }} />
      </div>
      <p>
        {words}. <span>{passed} % of its life has passed; the line is the refresh.</span>
      </p>
    </div>
  );
}
