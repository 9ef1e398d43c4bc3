import type { Decision, Operation } from '@nightdesk/sdk';

/** Nothing happens to it before somebody acts. */
export function isResting({ state, review }: Pick<Operation, 'state' | 'review'>): boolean {
  return review !== null || ['confirmed', 'failed', 'dead', 'cancelled'].includes(state);
}

/** What an operator may do to it now. */
export function actsOf({
  state,
  review,
}: Pick<Operation, 'state' | 'review'>): 'decide' | 'cancel' | 'replay' | null {
  if (review !== null) return 'decide';
  if (state === 'queued' || state === 'held') return 'cancel';
  return state === 'failed' || state === 'dead' ? 'replay' : null;
}

/** The three things that a person may say of an operation that nobody can tell from others on its ticket. */
export const decisions: Record<Decision, { label: string; does: string; question: string }> = {
  landed: {
    label: 'It landed',
    does: 'The steps in doubt count as done; what is left of the operation goes on.',
    question: 'Is what you see on the ticket really ours? If it is not, the customer never gets it.',
  },
  send_again: {
    label: 'Send again',
    does: 'It is sent once more, without another look at the ticket.',
    question: 'Is it really not on the ticket? If it is, the customer gets it twice.',
  },
  give_up: {
    label: 'Give up',
    does: 'Nothing more of it is sent; the operation counts as refused and becomes a dead letter.',
    question: 'Give it up? What has reached the ticket stays there.',
  },
};
