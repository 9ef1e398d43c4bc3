import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { PasswordLink } from '@nightdesk/sdk';
import { useState } from 'react';
import { moment } from '../../format/time.js';
import { Failure } from '../../parts/failure.js';
import { LoadingList } from '../../parts/loading-list.js';
import { ShownOnce } from '../../parts/shown-once.js';
import classes from '../settings/settings.module.css';
import { Invite } from './invite.js';
import { PersonRow } from './person-row.js';
import { usePeople } from './use-people.js';

/** A link that was just made, and for whom. */
export interface LinkFor {
  email: string;
  link: PasswordLink;
}

/** Who may open this page, and what each may do. */
export default function PeoplePage() {
  const { data, isPending, isLoadingError, error, refetch } = usePeople();
  const [adds, setAdds] = useState(false);
  const [made, setMade] = useState<LinkFor | null>(null);
  return (
    <>
      <title>People · Nightdesk</title>
      <div className={classes.head}>
        <h1>People</h1>
        {!adds && (
          <Button
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => setAdds(true)}
            data-testid="person-new"
          >
            Invite somebody
          </Button>
        )}
      </div>
      <p className={classes.lead}>
        Viewers see everything but secrets and change nothing; operators do everything. What you change here
        acts at once, also on those who are signed in.
      </p>
      {made && (
        <ShownOnce
          title={`The link for ${made.email}, shown once`}
          value={made.link.url}
          done={() => setMade(null)}
          testId="person-link"
        >
          Whoever opens it chooses the password of {made.email} and is signed in, so send it by a way that
          only they read. It works once, until {moment(made.link.expiresAt)}.
        </ShownOnce>
      )}
      {adds && (
        <Invite
          made={(link) => {
            setMade(link);
            setAdds(false);
          }}
          cancel={() => setAdds(false)}
        />
      )}
      {data && (
        <ul className={classes.list}>
          {data.map((user) => (
            <PersonRow key={user.id} user={user} made={setMade} />
          ))}
        </ul>
      )}
      {isPending && <LoadingList />}
      {isLoadingError && <Failure what="The people could not be read" error={error} again={refetch} />}
    </>
  );
}
