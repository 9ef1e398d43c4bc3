import {
  HelpdeskError,
  type Capability,
  type ChangedTickets,
  type HelpdeskAdapter,
  type HelpdeskCredential,
  type KeyField,
  type ListFrom,
  type Send,
  type SiteField,
  type TicketWithConversation,
} from '@nightdesk/helpdesks/contract';
import { listChanged } from './changes.js';
import { explain } from './errors.js';
import { findApplied } from './find.js';
import { whoami } from './identity.js';
import { learn, windows } from './limits.js';
import { probe } from './probe.js';
import { getTicket } from './reads.js';
import { remedy } from './remedies.js';
import { statuses } from './statuses.js';
import { apply, plan } from './writes.js';

/** Request Tracker 5 and later, by REST 2. */
export class RequestTrackerAdapter implements HelpdeskAdapter {
  readonly platform = 'request-tracker';
  readonly title = 'Request Tracker';
  readonly urls = { api: 'https://{site}' };
  readonly site: SiteField = {
    label: 'Address',
    pattern:
      /^(?:https?:\/\/)?([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?(?:\/[a-z0-9_~-][a-z0-9._~-]*)*)\/?$/,
    example: 'rt.example.com',
  };
  readonly regions = [];
  readonly oauth = null;
  readonly key: KeyField = {
    label: 'Auth token',
    where:
      'Log in to Request Tracker as the user that Nightdesk shall act as, and open Logged in as > Settings > Auth Tokens > Create. The user needs the right ManageAuthTokens.',
    link: 'https://{site}/Prefs/AuthTokens.html',
    needsEmail: false,
    signingSecret: null,
    endsAt: null,
  };
  readonly writeCredential = null;
  readonly statuses = statuses;
  readonly proof = 'mark';
  /** A site has a handful of worker processes, which people need too. */
  readonly concurrency = 2;
  readonly requestIdHeader = null;
  /**
   * What RT has written can be read at once. But a call whose answer we no longer wait for may still stand in the queue
   * before RT's few workers, and this outlasts one.
   */
  readonly consistencyDelayMs = 30_000;
  readonly webhooks = null;

  readonly windows = windows;
  readonly learn = learn;
  readonly explain = explain;
  readonly whoami = whoami;
  readonly probe = probe;
  readonly plan = plan;
  readonly apply = apply;
  readonly findApplied = findApplied;

  /** @param perPage rows of a page; RT gives 100 at most. */
  constructor(
    private readonly perPage = 100,
    private readonly now: () => Date = () => new Date(),
  ) {}

  authorize(credential: HelpdeskCredential): Record<string, string> {
    if (credential.kind === 'api_key') return { Authorization: `token ${credential.key}` };
    throw new HelpdeskError('invalid', 'Request Tracker is connected by an auth token');
  }

  remedy(capability: Capability): string {
    return remedy(capability);
  }

  readonly listOpen = null;

  listChanged(send: Send, from: ListFrom): Promise<ChangedTickets> {
    return listChanged(send, from, this.perPage, this.now());
  }

  getTicket(send: Send, ticketId: string): Promise<TicketWithConversation> {
    return getTicket(send, ticketId, this.perPage);
  }
}
