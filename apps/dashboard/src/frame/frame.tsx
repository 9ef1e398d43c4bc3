import type { ReactNode } from 'react';
import { Link, useRoute } from 'wouter';
import { AccountMenu } from './account-menu.js';
import classes from './frame.module.css';
import { SchemeToggle } from './scheme-toggle.js';
import { Wordmark } from './wordmark.js';

interface Props {
  children: ReactNode;
  /** Shown beside the menu, such as the live sign. */
  sign?: ReactNode;
  /** Off where nobody need be logged in. */
  nav?: boolean;
}

const active = (on: boolean) => (on ? `${classes.link} ${classes.active}` : `${classes.link}`);

/** Header and main part of every page. */
export function Frame({ children, sign, nav = true }: Props) {
  const [inSettings] = useRoute('/settings/*?');
  return (
    <>
      <a href="#main" className={classes.skip}>
        Skip to the content
      </a>
      <header className={classes.header}>
        <div className={classes.bar}>
          <Wordmark />
          {nav && (
            <nav className={classes.nav} aria-label="Pages">
              <Link href="/" className={active}>
                Health
              </Link>
              <Link href="/dead-letters" className={active}>
                Dead letters
              </Link>
              <Link href="/connect" className={active}>
                Connect
              </Link>
              <Link href="/settings" className={active(inSettings)}>
                Settings
              </Link>
            </nav>
          )}
          <div className={classes.right}>
            {sign}
            <SchemeToggle />
            {nav && <AccountMenu />}
          </div>
        </div>
      </header>
      <main id="main" tabIndex={-1} className={classes.main}>
        {children}
      </main>
    </>
  );
}
