import { accountCauses } from '@nightdesk/accounts';
import { ownCauses } from './causes.own.js';
import type { Details, Severity } from './incidents.types.js';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;

/** What is told of a cause, by the API, the page, alerts and docs/causes.md alike. */
export interface CauseText {
  severity: Severity;
  /** A few words, for a list and a mail's subject. */
  title: string;
  /** When it holds, in a sentence, for the documents. */
  holds: string;
  /** What does not happen meanwhile. */
  effect: string;
  remedy: string;
  /** Whose it is to mend. `account`: the account's own contact, and operators as well. */
  audience: 'operators' | 'account';
  /** Connecting the account again mends it: its contact gets a link for that. */
  repair: boolean;
  /** Where the page shows more. */
  page: 'account' | 'dead-letters' | 'overview';
  /** It must not have been so for so long before it counts as over. */
  settleMs: number;
  /** What is so, with figures. */
  says: (details: Details) => string;
}

const troubled = ['needs_scopes', 'needs_reauth', 'suspended'] as const;
type Troubled = (typeof troubled)[number];

const titles: Record<Troubled, string> = {
  needs_scopes: 'Rights are missing',
  needs_reauth: 'Must be connected again',
  suspended: 'Suspended',
};

/** Causes that are states of an account, in the words of libs/accounts. */
const ofStates = Object.entries(accountCauses).flatMap(([cause, text]): [string, CauseText][] => {
  const state = troubled.find((known) => known === text.state);
  if (!state) return [];
  const { reason, effect, remedy } = text;
  const own = { title: titles[state], holds: reason, says: () => reason, effect, remedy };
  // What only the platform's owner can settle is mended by no new credential.
  const repair = cause !== 'account_suspended';
  return [
    [cause, { ...own, severity: 'critical', audience: 'account', repair, page: 'account', settleMs: 0 }],
  ];
});

/** Every cause of an incident. */
export const incidentCauses: Readonly<Record<string, CauseText>> = {
  ...Object.fromEntries(ofStates),
  ...Object.fromEntries(
    Object.entries(ownCauses).map(([cause, { settleMinutes = 0, ...text }]) => [
      cause,
      { ...text, settleMs: settleMinutes * minuteMs },
    ]),
  ),
};

/** One that a newer version opened is shown by what is stored of it. */
const unknown: CauseText = {
  severity: 'warning',
  title: 'Unknown cause',
  holds: '',
  effect: '',
  remedy: 'Another version of Nightdesk opened it: look at it there.',
  audience: 'operators',
  repair: false,
  page: 'overview',
  settleMs: 0,
  says: () => 'Another version of Nightdesk opened it.',
};

export function causeText(cause: string): CauseText {
  return incidentCauses[cause] ?? unknown;
}
