import type { User } from '@nightdesk/sdk';
import { Confirm } from '../../parts/confirm.js';
import { Refusal } from '../../parts/refusal.js';
import { nightdesk } from '../../session/client.js';
import type { LinkFor } from './people-page.js';
import { roles } from './role-words.js';
import { useAct } from './use-people.js';

interface Props {
  user: User;
  isMe: boolean;
  made: (link: LinkFor) => void;
}

/** What an operator can do with a person. The api keeps the last operator. */
export function PersonActs({ user: { id, email, role, sessions }, isMe, made }: Props) {
  const { people } = nightdesk;
  const other = role === 'viewer' ? 'operator' : 'viewer';
  const change = useAct(() => people.change(id, { role: other }));
  const link = useAct(
    () => people.resetPassword(id),
    (found) => made({ email, link: found }),
  );
  const signOut = useAct(() => people.endSessions(id));
  const remove = useAct(() => people.remove(id));
  const error = change.error ?? link.error ?? signOut.error ?? remove.error;
  return (
    <>
      {error && <Refusal title="Nothing was changed" error={error} />}
      <Confirm
        label={`Make ${other === 'viewer' ? 'a viewer' : 'an operator'}`}
        does={roles[other].may}
        question={`Make ${isMe ? 'yourself' : email} ${other === 'viewer' ? 'a viewer' : 'an operator'}?`}
        act={() => change.mutate(undefined)}
        busy={change.isPending}
        testId="person-role-change"
      />
      <Confirm
        label="New password link"
        does="For a forgotten password or a lost link. The present password works until another one is chosen."
        question={`Make a link that sets the password of ${email}?`}
        act={() => link.mutate(undefined)}
        busy={link.isPending}
        testId="person-reset"
      />
      {sessions > 0 && (
        <Confirm
          label="Sign out everywhere"
          does="At once, in every browser; the password stays."
          question={`Sign ${isMe ? 'yourself' : email} out everywhere?`}
          act={() => signOut.mutate(undefined)}
          busy={signOut.isPending}
          testId="person-sign-out"
        />
      )}
      <Confirm
        label="Remove"
        does="Cannot log in any more, and is signed out at once. The audit log keeps what was done."
        question={`Remove ${isMe ? 'yourself' : email}?`}
        act={() => remove.mutate(undefined)}
        busy={remove.isPending}
        testId="person-remove"
      />
    </>
  );
}
