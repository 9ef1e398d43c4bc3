import { Button } from '@mantine/core';
import { Link } from 'wouter';
import classes from './overview.module.css';

/** The page before the first account. */
export function EmptyOverview() {
  return (
    <div className={classes.empty}>
      <h1>No helpdesk is connected yet</h1>
      <p>Connect one, and its tickets reach your automation as events, each exactly once.</p>
      <Button component={Link} href="/connect" size="lg">
        Connect a helpdesk
      </Button>
      <ol>
        <li>You choose the platform and the site.</li>
        <li>The platform asks you whether Nightdesk may act there.</li>
        <li>Nightdesk sets up the webhook and checks what it may do.</li>
      </ol>
    </div>
  );
}
