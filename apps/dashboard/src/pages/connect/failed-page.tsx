import { Button, Group } from '@mantine/core';
import { Link, useSearch } from 'wouter';
import { Frame } from '../../frame/frame.js';
import classes from './connect.module.css';
import { platformSaid, reasonFor } from './reasons.js';

export function ConnectFailedPage() {
  const query = new URLSearchParams(useSearch());
  const code = query.get('reason');
  const { title, happened, todo } = reasonFor(code);
  const said = platformSaid(query.get('detail'));
  return (
    <Frame nav={false}>
      <div className={classes.page}>
        <title>Not connected · Nightdesk</title>
        <p className={classes.outcome} data-tone="bad">
          Not connected
        </p>
        <h1>{title}</h1>
        <p className={classes.lead}>{happened} No half-made account was left behind.</p>
        {said && (
          <figure className={classes.said}>
            <figcaption>The platform’s own words</figcaption>
            <blockquote>{said}</blockquote>
          </figure>
        )}
        <h2>What to do</h2>
        <p>{todo}</p>
        <Group mt="xl">
          <Button component={Link} href="/connect" size="md">
            Try again
          </Button>
          <Button component={Link} href="/" size="md" variant="default">
            To the overview
          </Button>
        </Group>
      </div>
    </Frame>
  );
}
