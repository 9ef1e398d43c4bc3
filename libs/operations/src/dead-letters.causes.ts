/** What a root cause means, and what a person can do about it. */
export interface CauseWords {
  meaning: string;
  remedy: string;
}

/** Of operations that ended before causes were written down. */
export const otherCause = 'other';

/** One row for each cause with which an operation fails or dies: error kinds of the platforms, and our own reasons. */
const words: Record<string, CauseWords> = {
  forbidden: {
    meaning:
      'The helpdesk does not let our user work on these tickets, although the account may do so elsewhere.',
    remedy: 'Give the user behind the credential access to these tickets (brand, group, role), then replay.',
  },
  unauthenticated: {
    meaning: 'The helpdesk did not accept the credential.',
    remedy: 'Connect the account again, then replay.',
  },
  account_suspended: {
    meaning: 'The helpdesk had suspended the whole account.',
    remedy: 'Ask the owner of the helpdesk account to settle this, then replay.',
  },
  agent_gone: {
    meaning: 'The agent behind the credential was suspended or deleted at the helpdesk.',
    remedy: 'Restore that agent, or connect the account again with another one, then replay.',
  },
  not_found: {
    meaning: 'The ticket no longer exists at the helpdesk: it was deleted, merged or archived.',
    remedy: 'Discard them, unless the tickets were restored.',
  },
  invalid: {
    meaning: 'The helpdesk refused the content or the change, and would do so again.',
    remedy:
      'Read the reason of a sample; correct the automation or the rule at the helpdesk, then replay or discard.',
  },
  conflict: {
    meaning:
      'Somebody else kept changing the same tickets at the same moment, until all attempts were used up.',
    remedy: 'Look for another automation on these tickets; replay when it is quiet.',
  },
  unavailable: {
    meaning: 'The helpdesk could not be reached, or answered with errors, until all attempts were used up.',
    remedy: 'Check that the helpdesk works again (its status page, the breaker of the account), then replay.',
  },
  ambiguous: {
    meaning:
      'Calls broke off without an answer again and again; what was sent is known not to be on the tickets.',
    remedy:
      'Check that the helpdesk works again, then replay: it looks for what may have arrived before it sends.',
  },
  disconnected: {
    meaning: 'The account was disconnected while it was not known whether the change had reached the ticket.',
    remedy:
      'Look at the tickets. Connect the site again and replay: it looks for what arrived before it sends.',
  },
  superseded: {
    meaning: 'A person answered first, so nothing was sent.',
    remedy: 'Nothing: discard them. A replay would be refused for the same reason.',
  },
  precondition: {
    meaning: 'The ticket was not in a status for which the change was meant, or is deleted.',
    remedy: 'Discard them, or replay those whose tickets are in that status now.',
  },
  given_up: {
    meaning: 'Nobody could tell whether the change is on the ticket, and a person gave it up.',
    remedy: 'Finish it by hand where needed, and discard them.',
  },
};

const unknown: CauseWords = {
  meaning: 'The cause was not written down.',
  remedy: 'Read the reason of a sample; replay what is still wanted, and discard the rest.',
};

/** What is shown of a cause; one that is not in the table is shown by the reasons of its samples. */
export function causeWords(cause: string): CauseWords {
  return words[cause] ?? unknown;
}
