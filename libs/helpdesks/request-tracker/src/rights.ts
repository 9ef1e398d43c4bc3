import type { SingleTicket } from './shapes.js';

type Linked = Pick<SingleTicket, '_hyperlinks'>;
const has = ({ _hyperlinks }: Linked, ref: string) => (_hyperlinks ?? []).some((link) => link.ref === ref);

/** CommentOnTicket and ReplyToTicket have a link each; RT takes ModifyTicket for both as well. */
export const maySay = (ticket: Linked, kind: 'reply' | 'note'): boolean =>
  has(ticket, kind === 'reply' ? 'correspond' : 'comment') || mayModify(ticket);
export const mayReply = (ticket: Linked): boolean => maySay(ticket, 'reply') && maySay(ticket, 'note');

/**
 * ModifyTicket: RT links to the next statuses that the user may set. Deleting has a right of its own. A life cycle without
 * actions links to none, and then this says no to everybody.
 */
export const mayModify = ({ _hyperlinks }: Linked): boolean =>
  (_hyperlinks ?? []).some(({ ref, to }) => ref === 'lifecycle' && to !== 'deleted');
