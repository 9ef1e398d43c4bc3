import type { Operation } from '@nightdesk/sdk';
import { Copyable } from '../../parts/copyable.js';
import { When } from '../../parts/when.js';
import classes from './operation.module.css';
import { useMessages } from './use-operation.js';

/** What on the ticket fits, by the platform's ids, with what they say. Bodies are shown as text. */
export function Candidates({ operation, ids }: { operation: Operation; ids: readonly string[] }) {
  const { data, isPending } = useMessages(operation);
  return (
    <ul className={classes.candidates}>
      {ids.map((id) => {
        const message = data?.messages.find((one) => one.id === id);
        return (
          <li key={id} data-testid="candidate" data-known={message !== undefined}>
            <p className={classes.small}>
              <Copyable name="id at the helpdesk" value={id} />
              {message && (
                <>
                  {message.author.name ?? message.author.email ?? message.author.id},{' '}
                  <When at={message.createdAt} />
                </>
              )}
              {!message && !isPending && 'cannot be read from here: look it up at the helpdesk'}
            </p>
            {message && <p className={classes.body}>{message.body}</p>}
          </li>
        );
      })}
    </ul>
  );
}
