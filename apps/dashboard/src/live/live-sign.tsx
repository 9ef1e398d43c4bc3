import { When } from '../parts/when.js';
import { useLiveState, useOverview } from './live.js';
import classes from './live-sign.module.css';

const words = {
  connecting: { word: 'Connecting', tone: 'busy' },
  live: { word: 'Live', tone: 'good' },
  reconnecting: { word: 'Reconnecting', tone: 'warn' },
} as const;

/** Says whether the page is live, and how old it is when it is not. */
export function LiveSign() {
  const state = useLiveState();
  const overview = useOverview();
  const { word, tone } = words[state];
  return (
    <span className={classes.sign} role="status" data-testid="live-sign" data-state={state} data-tone={tone}>
      <span className={classes.dot} aria-hidden />
      {word}
      {state === 'reconnecting' && overview.data && (
        <span className={classes.age}>
          as of <When at={overview.data.at} />
        </span>
      )}
    </span>
  );
}
