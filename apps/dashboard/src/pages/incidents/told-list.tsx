import type { Incident } from '@nightdesk/sdk';
import { When } from '../../parts/when.js';
import classes from './incidents.module.css';
import { told } from './told.js';

/** Who was told what, and when; whoever could not be reached, and why. */
export function ToldList({ incident: { alerts } }: { incident: Incident }) {
  const messages = told(alerts);
  if (messages.length === 0) return null;
  return (
    <details className={classes.told} open={messages.some(({ isFailing }) => isFailing)}>
      <summary>Who was told</summary>
      <ul>
        {messages.map(({ who, what, at, isFailing, error }, index) => (
          <li key={index} data-tone={isFailing ? 'bad' : undefined}>
            <b>{who}</b>{' '}
            <span>
              {what} <When at={at} />
              {error && `: ${error}`}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
