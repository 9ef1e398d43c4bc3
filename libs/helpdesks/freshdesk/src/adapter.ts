import {
  HelpdeskError,
  type Capability,
  type HelpdeskAdapter,
  type HelpdeskCredential,
  type Probe,
  type Send,
} from '@nightdesk/helpdesks/contract';
import { listChanged } from './changes.js';
import { explain } from './errors.js';
import { findApplied } from './found.js';
import { whoami } from './identity.js';
import { learn, windows } from './limits.js';
import { plan } from './plan.js';
import { probe } from './probe.js';
import { getTicket } from './reads.js';
import { remedy } from './remedy.js';
import { statuses } from './statuses.js';
import { webhooks } from './webhooks.js';
import { apply } from './writes.js';

/** Freshdesk, REST API v2. */
export class FreshdeskAdapter implements HelpdeskAdapter {
  readonly platform = 'freshdesk';
  readonly title = 'Freshdesk';
  readonly urls = { api: 'https://{site}.freshdesk.com' };
  readonly site = {
    label: 'Domain',
    pattern: /^([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)(?:\.freshdesk\.com)?$/,
    example: 'acme.freshdesk.com',
  };
  readonly regions = [];
  /** Freshworks has OAuth, but nothing states that Freshdesk takes its tokens. */
  readonly oauth = null;
  readonly key = {
    label: 'API key',
    where: 'Your picture at the top right > Profile settings > View API key',
    link: null,
    needsEmail: false,
    signingSecret: null,
    endsAt: null,
  };
  /** One limit for the whole account, whoever calls. */
  readonly writeCredential = null;
  readonly statuses = statuses;
  readonly proof = 'content';
  readonly concurrency = 5;
  readonly requestIdHeader = 'x-request-id';
  /**
   * Freshdesk does not state one. A reply is an e-mail that cannot be recalled, so a late one must not be sent again:
   * this outlasts a request that it still works on when we have given up, by much.
   */
  readonly consistencyDelayMs = 30_000;
  readonly webhooks = webhooks;

  readonly windows = windows;
  readonly learn = learn;
  readonly explain = explain;
  readonly whoami = whoami;
  readonly remedy = remedy;
  readonly listChanged = listChanged;
  readonly listOpen = null;
  readonly getTicket = getTicket;
  readonly plan = plan;
  readonly apply = apply;
  readonly findApplied = findApplied;

  /** @param now only tells the probe which day's changes to ask for. */
  constructor(private readonly now: () => Date = () => new Date()) {}

  /** The key stands for its agent; the password is not looked at. */
  authorize(credential: HelpdeskCredential): Record<string, string> {
    if (credential.kind !== 'api_key')
      throw new HelpdeskError('unauthenticated', 'Freshdesk is reached by an API key only');
    return { Authorization: `Basic ${Buffer.from(`${credential.key}:X`).toString('base64')}` };
  }

  probe(send: Send, wanted: readonly Capability[]): Promise<Probe> {
    return probe(send, wanted, this.now());
  }
}
