import type { PlatformChoice } from '@nightdesk/sdk';
import classes from './connect.module.css';

interface Props {
  oauth: NonNullable<PlatformChoice['oauth']>;
  own: boolean;
}

/** What will be asked for, before it is asked. */
export function Scopes({ oauth: { scopes, scopesAre }, own }: Props) {
  if (scopes.length === 0) return null;
  const { title, note } = words(scopesAre, own);
  return (
    <section className={classes.scopes} aria-labelledby="scopes">
      <h2 id="scopes">{title}</h2>
      {note && <p>{note}</p>}
      <ul>
        {scopes.map((scope) => (
          <li key={scope}>
            <code>{scope}</code>
          </li>
        ))}
      </ul>
    </section>
  );
}

function words(scopesAre: Props['oauth']['scopesAre'], own: boolean): { title: string; note: string } {
  if (scopesAre === 'request') return { title: 'What Nightdesk will ask for', note: '' };
  return own
    ? {
        title: 'Tick these for your app',
        note: 'The consent page gives what the app has ticked, no more and no less.',
      }
    : {
        title: 'What the app of this Nightdesk has ticked',
        note: 'The consent page gives all of it.',
      };
}
