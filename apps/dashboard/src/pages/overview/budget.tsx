import type { BudgetWindow } from '@nightdesk/sdk';
import { count, percent } from '../../format/number.js';
import { duration } from '../../format/time.js';
import { sentence } from '../../format/words.js';
import classes from './budget.module.css';
import { Fact } from './fact.js';
import factClasses from './fact.module.css';

/** What may still be called, for each limit that the platform has. */
export function Budget({ windows }: { windows: BudgetWindow[] }) {
  return (
    <Fact name="Budget">
      {windows.length === 0 && <p className={factClasses.none}>No call has been counted yet</p>}
      {windows.map((window) => (
        <Window key={`${window.name} ${window.windowMs}`} window={window} />
      ))}
    </Fact>
  );
}

/**
 * The whole bar is the platform's limit: ours, then that of others, then what is free. What reads leave to writes is
 * hatched below the ceiling, and what we never use is dim above it.
 */
function Window({ window }: { window: BudgetWindow }) {
  const { name, windowMs, limit, ceiling, used, foreign, reserve } = window;
  const width = (part: number) => ({ width: `${percent(part, limit)}%` });
  const spent = percent(used + foreign, ceiling);
  const words = `${count(used)} of ${count(ceiling)} used`;
  return (
    <div className={classes.window}>
      <p className={classes.words}>
        <span>
          <b>{words}</b> in {duration(windowMs)}
        </span>
        <span>{sentence(name)}</span>
      </p>
      <div
        className={classes.bar}
        role="meter"
        aria-label={`Budget ${name}`}
        aria-valuemin={0}
        aria-valuemax={limit}
        aria-valuenow={Math.min(used + foreign, limit)}
        aria-valuetext={`${words}, ${count(foreign)} by others, limit ${count(limit)}`}
        data-tone={spent >= 100 ? 'bad' : spent >= 85 ? 'warn' : undefined}
      >
        <span
          className={classes.reserve}
          style={{ left: width(ceiling - reserve).width, ...width(reserve) }}
        />
        <span className={classes.above} style={{ left: width(ceiling).width }} />
        <span className={classes.used} style={width(used)} />
        <span
          className={classes.foreign}
          style={{ left: width(used).width, ...width(Math.min(foreign, limit - used)) }}
        />
      </div>
      <ul className={classes.legend}>
        <li data-part="foreign">{count(foreign)} by others</li>
        <li data-part="reserve">{count(reserve)} kept for writes</li>
        <li data-part="above">limit {count(limit)}</li>
      </ul>
    </div>
  );
}
