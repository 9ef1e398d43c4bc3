import { Button } from '@mantine/core';
import type { User } from '@nightdesk/sdk';
import { useState } from 'react';
import { counted } from '../../format/number.js';
import { State } from '../../parts/state.js';
import { When } from '../../parts/when.js';
import { useSession } from '../../session/queries.js';
import classes from '../settings/settings.module.css';
import type { LinkFor } from './people-page.js';
import { PersonActs } from './person-acts.js';
import { roles } from './role-words.js';

/** One person: role, whether signed in, and on demand what can be changed. */
export function PersonRow({ user, made }: { user: User; made: (link: LinkFor) => void }) {
  const [open, setOpen] = useState(false);
  const isMe = useSession().data?.userId === user.id;
  const { id, email, role, state, lastLoginAt, sessions, linkUntil, createdAt } = user;
  return (
    <li data-testid="person" data-email={email}>
      <div className={classes.line}>
        <b>{email}</b>
        {isMe && <span className={classes.small}>you</span>}
        {state === 'invited' && <State state={{ word: 'Invited', tone: 'busy' }} />}
        <span className={classes.end}>
          <span data-testid="person-role">{roles[role].name}</span>
          <Button
            size="xs"
            variant="default"
            aria-expanded={open}
            aria-controls={`acts-${id}`}
            aria-label={`${open ? 'Close' : 'Change'} ${email}`}
            onClick={() => setOpen(!open)}
            data-testid="person-change"
          >
            {open ? 'Close' : 'Change'}
          </Button>
        </span>
      </div>
      <p className={classes.small}>
        {lastLoginAt ? (
          <>
            Last signed in <When at={lastLoginAt} /> ·{' '}
            {sessions === 0 ? 'signed out' : `${counted(sessions, 'session')} open`}
          </>
        ) : (
          <>
            Never signed in · added <When at={createdAt} />
          </>
        )}
        {linkUntil && (
          <>
            {' '}
            · has a password link that ends <When at={linkUntil} />
          </>
        )}
      </p>
      {open && (
        <div id={`acts-${id}`} className={classes.acts}>
          <PersonActs user={user} isMe={isMe} made={made} />
        </div>
      )}
    </li>
  );
}
