/** What a failed connection says: what happened, and what to do now. */
export interface Reason {
  title: string;
  happened: string;
  todo: string;
}

const reasons: Record<string, Reason> = {
  access_denied: {
    title: 'The helpdesk was not given access',
    happened:
      'Somebody pressed “Deny” on the consent page, or the platform refused the person who was asked.',
    todo: 'Try again and allow access. It must be an administrator of the helpdesk who does so.',
  },
  state_invalid: {
    title: 'This answer does not belong to a connection that was started here',
    happened: 'The link that came back was changed on its way, or was not made by this Nightdesk.',
    todo: 'Start again from this page, and do not open consent links that others sent you.',
  },
  state_expired: {
    title: 'The consent took too long',
    happened: 'The consent page stood open for longer than a started connection is kept.',
    todo: 'Start again and answer the consent page within ten minutes.',
  },
  state_reused: {
    title: 'This answer was already used',
    happened: 'The page was loaded a second time, or the same consent link was followed twice.',
    todo: 'Look at the overview first: the account may be connected already. If it is not, start again.',
  },
  wrong_browser: {
    title: 'The consent was given in another browser',
    happened:
      'A connection must end in the browser in which it was started, so that nobody can slip you their account.',
    todo: 'Sign in here and start again, and go through the whole consent in this browser.',
  },
  token_refused: {
    title: 'The helpdesk refused the client',
    happened:
      'The consent was given, but the platform did not accept the client id, its secret or the redirect URL.',
    todo: 'Compare all three with what is registered at the platform (the redirect URL letter by letter), then try again.',
  },
  token_unavailable: {
    title: 'The helpdesk did not answer',
    happened:
      'The consent was given, but the platform could not be reached or had a fault when access was fetched.',
    todo: 'Check the status page of the platform, wait a few minutes and try again.',
  },
  token_garbage: {
    title: 'The helpdesk answered something unreadable',
    happened: 'The consent was given, but what came back was not an access token.',
    todo: 'Check that the site is right and that no proxy stands before it, then try again.',
  },
  missing_scopes: {
    title: 'Not all rights were given',
    happened: 'The platform gave access, but with fewer rights than Nightdesk needs.',
    todo: 'Try again and allow everything that is asked. If the client limits the rights, widen it at the platform first.',
  },
  identity_failed: {
    title: 'It could not be told whose access this is',
    happened:
      'Access was given, but asking the platform who gave it failed, so the account could not be made.',
    todo: 'Try again. If it stays, check that the person who consents is an active administrator there.',
  },
  other_site: {
    title: 'This access belongs to another helpdesk',
    happened: 'Access was given to another helpdesk than the one that is to be connected.',
    todo: 'Sign in to the right helpdesk in this browser first, then try again.',
  },
  link_ended: {
    title: 'The link has done its work already',
    happened: 'A helpdesk was connected by this link while the consent page stood open.',
    todo: 'If it was you, there is nothing to do. If not, ask whoever sent you the link for a new one.',
  },
  account_paused: {
    title: 'The helpdesk is paused',
    happened: 'It is connected already, and an operator of Nightdesk has stopped it.',
    todo: 'Ask whoever sent you the link to resume it, then open the link once more.',
  },
  webhook_failed: {
    title: 'The webhook could not be set up',
    happened:
      'Access was given, but the platform did not let Nightdesk create the webhook that brings events in.',
    todo: 'Check that the person who consents may manage webhooks and that the plan includes them, then try again.',
  },
};

const unknown: Reason = {
  title: 'The connection could not be made',
  happened: 'Something went wrong inside Nightdesk.',
  todo: 'Try again. If it stays, look for this time in the log of the api.',
};

/** The words for a code. A code that is not known here is treated as a fault of ours. */
export function reasonFor(code: string | null): Reason {
  return code !== null && Object.hasOwn(reasons, code) ? reasons[code]! : unknown;
}

/** What the platform said, for showing as text: anybody can write it into a link, so it is short and on one line. */
export function platformSaid(detail: string | null): string {
  return (detail ?? '')
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, 300);
}
