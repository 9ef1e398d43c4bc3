/** What one drill is, in words: for `npm run drill`, for docs/runbook.md and for the test that runs all of them. */
export interface DrillWords {
  /** One of docs/causes.md; `worker` is told by the banner over every page. */
  cause: string;
  /** What is done, and to what. */
  fault: string;
  /** Where the page shows it. `account`: on the overview and on the account's page. */
  seen: 'account' | 'overview' | 'banner';
  /** What the person on call does, step by step. */
  steps: readonly string[];
}

export const drills = {
  'token-revoked': {
    cause: 'grant_refused',
    fault: 'Somebody at the helpdesk revokes our OAuth token, refresh token included.',
    seen: 'account',
    steps: [
      'Open the account’s page: it says when the platform began to refuse, and how much waits.',
      'Ask the helpdesk’s administrator whether the app was removed on purpose. If so, disconnect the account.',
      'Else press “Connect again” there, or make a repair link and send it to the administrator.',
      'The account is live again within seconds, and what waited goes on in order.',
    ],
  },
  'scope-removed': {
    cause: 'scopes_missing',
    fault: 'The grant loses the right to write tickets.',
    seen: 'account',
    steps: [
      'On the account’s page, “What it may do” marks what is missing and says where the platform has it.',
      'Give that right back at the platform, or connect the account again and allow it.',
      'Press “Check again”. What was held goes on by itself.',
    ],
  },
  'key-rotated': {
    cause: 'key_refused',
    fault: 'Somebody resets the API key of the agent behind the account.',
    seen: 'account',
    steps: [
      'Ask who reset the key, so that nobody else’s new key is taken.',
      'Copy the new key at the platform (Freshdesk: Profile settings, “View API key”).',
      'On the account’s page press “Connect again” and paste it. The account keeps its id and what waits.',
    ],
  },
  'limit-eaten': {
    cause: 'foreign_use',
    fault: 'Another program uses most of the calls that the platform allows the account.',
    seen: 'account',
    steps: [
      'The account’s budget shows how much of the limit others use.',
      'Find that program at the platform: Zendesk lists API use by client under Admin Center, Apps and integrations, API usage.',
      'Slow it down or stop it. If it is wanted, have the plan’s limit raised.',
      'If writes wait meanwhile, raise this account’s ceiling on its page for as long as needed.',
    ],
  },
  'webhook-deleted': {
    cause: 'webhook_gone',
    fault: 'Somebody deletes our webhook at the platform, and we may not make webhooks any more.',
    seen: 'account',
    steps: [
      'A webhook that was only deleted is set up again by the daily check or by “Check again”, without anybody. This one is not, because a right is missing.',
      'Give the account the right to manage webhooks again (its page says where), or connect it again.',
      'Press “Check again”: the webhook is set up, and a sweep finds what happened meanwhile.',
    ],
  },
  'platform-503': {
    cause: 'breaker_open',
    fault: 'The platform answers every call with 503.',
    seen: 'account',
    steps: [
      'Look at the platform’s status page. Nothing needs to be done in Nightdesk.',
      'One call every 30 seconds tries whether the platform works again; then everything goes on in order.',
      'If it lasts for hours, tell those who wait for answers: the overview says how many writes wait.',
    ],
  },
  'platform-slow': {
    cause: 'platform_slow',
    fault: 'The platform takes three and a half seconds for every answer.',
    seen: 'account',
    steps: [
      'Look at the chart of calls on the account’s page: since when, reads or writes or both.',
      'Look at the platform’s status page, and wait. Other accounts are not held up.',
      'If only this account is slow, ask the platform’s support, with request ids from the timeline of one of its tickets.',
    ],
  },
  'subscriber-down': {
    cause: 'subscriber_failing',
    fault: 'The automation’s endpoint answers every event with 503.',
    seen: 'overview',
    steps: [
      'The incident names the endpoint’s host and since when it fails; “Subscribers” on the overview shows its last error.',
      'Mend the endpoint: it must answer 2xx within 15 seconds. Its own log tells more.',
      'Events wait for three days and are then delivered in order. After a day of failures the endpoint is disabled: then register it anew.',
    ],
  },
  'worker-dead': {
    cause: 'worker',
    fault: 'The worker process is killed and not started again.',
    seen: 'banner',
    steps: [
      'The banner over every page says that no worker runs. Webhooks and commands are still accepted and stored.',
      'Look whether the process runs (docker compose ps worker, or the unit’s status) and read the end of its log.',
      'Start it again. What waited goes on in order, and nothing is done twice.',
    ],
  },
  'clock-skew': {
    cause: 'clock_skew',
    fault: 'The platform’s clock and ours are ten minutes apart.',
    seen: 'account',
    steps: [
      'On each host of Nightdesk compare the clock with a time server: timedatectl, or chronyc tracking.',
      'Correct the clock (systemctl restart systemd-timesyncd, or chronyc makestep). No restart of Nightdesk is needed.',
      'The next webhook is believed again; a sweep finds what was refused meanwhile.',
    ],
  },
} as const satisfies Record<string, DrillWords>;
export type DrillName = keyof typeof drills;
export const drillNames = Object.keys(drills) as DrillName[];
