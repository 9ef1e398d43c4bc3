import {
  HelpdeskError,
  type ChangedTickets,
  type HelpdeskAdapter,
  type HelpdeskCredential,
  type KeyField,
  type ListFrom,
  type Send,
  type WebhooksByApi,
} from '@nightdesk/helpdesks/contract';
import { explain } from './errors.js';
import { whoami } from './identity.js';
import { learn, windows } from './limits.js';
import { oauth } from './oauth.js';
import { probe, remedy } from './probe.js';
import { getTicket, listChanged, listOpen } from './reads.js';
import { ensureWebhook, removeWebhook, renewWebhookSecret } from './subscription.js';
import { parseWebhook, verifyWebhook } from './webhooks.js';
import { apply, findApplied, plan } from './writes.js';

/** Zendesk Support, API v2. */
export class ZendeskAdapter implements HelpdeskAdapter {
  readonly platform = 'zendesk';
  readonly title = 'Zendesk';
  readonly urls = { api: 'https://{site}.zendesk.com' };
  readonly site = { label: 'Subdomain', pattern: /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, example: 'acme' };
  readonly regions = [];
  readonly oauth = oauth;
  readonly key: KeyField = {
    label: 'API token',
    where: 'Admin Center > Apps and integrations > APIs > API tokens',
    link: 'https://{site}.zendesk.com/admin/apps-integrations/apis/zendesk-api/settings',
    needsEmail: true,
    signingSecret: null,
    endsAt: new Date('2027-04-30T00:00:00Z'),
  };
  /** All tokens and users of a site share its limits. */
  readonly writeCredential = null;
  readonly statuses = ['open', 'pending', 'on_hold', 'solved', 'closed'] as const;
  readonly proof = 'mark';
  readonly concurrency = 5;
  readonly requestIdHeader = 'x-zendesk-request-id';
  /** Zendesk does not state one. This also outlasts a request that it still works on when we have given up. */
  readonly consistencyDelayMs = 10_000;
  readonly webhooks: WebhooksByApi = {
    setUp: 'api',
    ensure: ensureWebhook,
    renewSecret: renewWebhookSecret,
    remove: removeWebhook,
    verify: verifyWebhook,
    parse: parseWebhook,
  };

  readonly windows = windows;
  readonly learn = learn;
  readonly explain = explain;
  readonly whoami = whoami;
  readonly probe = probe;
  readonly remedy = remedy;
  readonly listOpen = listOpen;
  readonly getTicket = getTicket;
  readonly plan = plan;
  readonly apply = apply;
  readonly findApplied = findApplied;

  /** @param now only tells where the export's withheld minute begins. */
  constructor(private readonly now: () => Date = () => new Date()) {}

  authorize(credential: HelpdeskCredential): Record<string, string> {
    switch (credential.kind) {
      case 'oauth':
        return { Authorization: `Bearer ${credential.accessToken}` };
      case 'api_token': {
        const login = `${credential.email}/token:${credential.token}`;
        return { Authorization: `Basic ${Buffer.from(login).toString('base64')}` };
      }
      case 'api_key':
        throw new HelpdeskError('invalid', 'a Zendesk API token needs the e-mail address of its agent');
    }
  }

  listChanged(send: Send, from: ListFrom): Promise<ChangedTickets> {
    return listChanged(send, from, this.now());
  }
}
