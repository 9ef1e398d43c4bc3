import type {
  ChangedTickets,
  HelpdeskAdapter,
  HelpdeskCredential,
  Send,
} from '@nightdesk/helpdesks/contract';
import { explain } from './errors.js';
import { whoami } from './identity.js';
import { learn, windows } from './limits.js';
import { oauth } from './oauth.js';
import { getTicket, listChanged, type From } from './reads.js';
import { ensureWebhook, removeWebhook } from './subscription.js';
import { parseWebhook, verifyWebhook } from './webhooks.js';
import { apply, findApplied, plan } from './writes.js';

/** Zendesk Support, API v2. */
export class ZendeskAdapter implements HelpdeskAdapter {
  readonly platform = 'zendesk';
  readonly title = 'Zendesk';
  readonly site = { label: 'Subdomain', pattern: /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, example: 'acme' };
  readonly oauth = oauth;
  readonly requestIdHeader = 'x-zendesk-request-id';
  /** Zendesk does not state one. This also outlasts a request that it still works on when we have given up. */
  readonly consistencyDelayMs = 10_000;

  readonly windows = windows;
  readonly learn = learn;
  readonly explain = explain;
  readonly whoami = whoami;
  readonly getTicket = getTicket;
  readonly plan = plan;
  readonly apply = apply;
  readonly findApplied = findApplied;
  readonly ensureWebhook = ensureWebhook;
  readonly removeWebhook = removeWebhook;
  readonly verifyWebhook = verifyWebhook;
  readonly parseWebhook = parseWebhook;

  /** @param now only tells where the export's withheld minute begins. */
  constructor(private readonly now: () => Date = () => new Date()) {}

  authorize(credential: HelpdeskCredential): Record<string, string> {
    if (credential.kind === 'oauth') return { Authorization: `Bearer ${credential.accessToken}` };
    const login = `${credential.email}/token:${credential.token}`;
    return { Authorization: `Basic ${Buffer.from(login).toString('base64')}` };
  }

  listChanged(send: Send, from: From): Promise<ChangedTickets> {
    return listChanged(send, from, this.now());
  }
}
