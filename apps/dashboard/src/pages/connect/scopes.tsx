import classes from './connect.module.css';

/** What will be asked for, before it is asked. */
export function Scopes({ scopes }: { scopes: string[] }) {
  return (
    <section className={classes.scopes} aria-labelledby="scopes">
      <h2 id="scopes">What Nightdesk will ask for</h2>
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
