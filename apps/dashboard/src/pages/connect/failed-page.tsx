import { Button, Group } from '@mantine/core';
import { Link, useSearch } from 'wouter';
import { Frame } from '../../frame/frame.js';
import classes from './connect.module.css';
import { storedLink } from './draft.js';
import { linkPath } from '../../parts/paths.js';
import { platformSaid, reasonFor } from './reasons.js';

export function ConnectFailedPage() {
  const query = new URLSearchParams(useSearch());
  const code = query.get('reason');
  const { title, happened, todo } = reasonFor(code);
  const byLink = query.get('by') === 'link';
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
        {byLink ? <BackToLink /> : <Onward />}
      </div>
    </Frame>
  );
}

function Onward() {
  return (
    <Group mt="xl">
      <Button component={Link} href="/connect" size="md">
        Try again
      </Button>
      <Button component={Link} href="/" size="md" variant="default">
        To the overview
      </Button>
    </Group>
  );
}

/** Whoever came by a link has no login: the way back is that link. */
function BackToLink() {
  const token = storedLink();
  if (token === null) return <p>To try again, open the link that you were sent once more.</p>;
  return (
    <Button component={Link} href={linkPath(token)} size="md" mt="xl">
      Try again
    </Button>
  );
}
