import type {
  ChangedTickets,
  HelpdeskAdapter,
  HelpdeskCredential,
  KeyField,
  ListFrom,
  Send,
  WebhooksOfApp,
} from '@nightdesk/helpdesks/contract';
import { listChanged } from './changes.js';
import { explain } from './errors.js';
import { findApplied } from './found.js';
import { guide } from './guide.js';
import { whoami } from './identity.js';
import { learn, windows } from './limits.js';
import { oauth } from './oauth.js';
import { probe } from './probe.js';
import { getTicket } from './reads.js';
import { remedy } from './scopes.js';
import { parse, siteOf, verify } from './webhooks.js';
import { apply, plan } from './writes.js';

const key: KeyField = {
  label: 'Access token',
  where: 'Developer Hub > Your apps > your app > Configure > Authentication > Access token',
  link: 'https://app.intercom.com/a/apps/_/developer-hub',
  needsEmail: false,
  signingSecret: {
    label: 'Client secret',
    where: 'Developer Hub > Your apps > your app > Configure > Basic information > Client secret',
  },
  endsAt: null,
};

/** Intercom: conversations and tickets, REST API 2.16. */
export class IntercomAdapter implements HelpdeskAdapter {
  readonly platform = 'intercom';
  readonly title = 'Intercom';
  readonly urls = { api: 'https://api{region}.intercom.io', app: 'https://app{region}.intercom.com' };
  readonly site = null;
  readonly regions = [
    { value: 'us', title: 'United States', host: '' },
    { value: 'eu', title: 'Europe', host: '.eu' },
    { value: 'au', title: 'Australia', host: '.au' },
  ];
  readonly oauth = oauth;
  readonly key = key;
  readonly writeCredential =
    'A token of a second app has that app’s own calls for each ten seconds; another token of the same app has not. The workspace’s limit over all apps stays common.';
  /** What conversations and tickets both take. A ticket also takes `pending`. */
  readonly statuses: HelpdeskAdapter['statuses'] = ['open', 'solved'];
  readonly proof = 'content';
  readonly concurrency = 5;
  /** Not promised by Intercom; errors carry `request_id` in the body. */
  readonly requestIdHeader = 'x-request-id';
  /** Intercom does not state one for single records. This also outlasts a request that it still works on when we gave up. */
  readonly consistencyDelayMs = 10_000;
  readonly webhooks: WebhooksOfApp = { setUp: 'app', verify, parse, siteOf, guide };

  readonly windows = windows;
  readonly learn = learn;
  readonly explain = explain;
  readonly whoami = whoami;
  readonly probe = probe;
  readonly remedy = remedy;
  readonly listOpen = null;
  readonly getTicket = getTicket;
  readonly plan = plan;
  readonly apply = apply;
  readonly findApplied = findApplied;

  /** @param now only tells where a listing ends. */
  constructor(private readonly now: () => Date = () => new Date()) {}

  authorize(credential: HelpdeskCredential): Record<string, string> {
    return {
      Authorization: `Bearer ${tokenOf(credential)}`,
      Accept: 'application/json',
      'Intercom-Version': '2.16',
    };
  }

  listChanged(send: Send, from: ListFrom): Promise<ChangedTickets> {
    return listChanged(send, from, this.now());
  }
}

function tokenOf(credential: HelpdeskCredential): string {
  switch (credential.kind) {
    case 'oauth':
      return credential.accessToken;
    case 'api_key':
      return credential.key;
    case 'api_token':
      return credential.token;
  }
}
