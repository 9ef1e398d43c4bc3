import { IconLock } from '@tabler/icons-react';
import type { Message } from '@nightdesk/sdk';
import { Nothing } from '../../parts/section.js';
import { When } from '../../parts/when.js';
import classes from './conversation.module.css';

/** Oldest first, as people read a talk. Bodies are shown as text: markup of strangers is not run here. */
export function Conversation({ messages, isEmptied }: { messages: Message[]; isEmptied: boolean }) {
  if (isEmptied)
    return (
      <Nothing>It was deleted here, by its age or by an erasure; the helpdesk may still have it.</Nothing>
    );
  if (messages.length === 0) return <Nothing>Nobody has said anything on this ticket yet.</Nothing>;
  return (
    <ol className={classes.messages}>
      {messages.map((message) => (
        <MessageRow key={message.id} message={message} />
      ))}
    </ol>
  );
}

function MessageRow({ message }: { message: Message }) {
  const { author, kind, body, createdAt, operationId } = message;
  const look = kind === 'note' ? 'note' : author.role;
  return (
    <li
      className={classes.message}
      data-look={look}
      data-testid="message"
      data-kind={kind}
      data-role={author.role}
    >
      <header className={classes.head}>
        <b>{author.name ?? author.email ?? author.id}</b>
        <span className={classes.role}>
          {kind === 'note' && <IconLock size={14} aria-hidden />}
          {kind === 'note' ? 'Internal note' : author.role}
          {operationId && ', by Nightdesk'}
        </span>
        <span className={classes.time}>
          <When at={createdAt} />
        </span>
      </header>
      <p className={classes.body}>{body}</p>
    </li>
  );
}
