import type {
  Capability,
  HelpdeskAdapter,
  HelpdeskCredential,
  HelpdeskOAuth,
  ListFrom,
  PlatformRequest,
  PlatformResponse,
  Send,
  SiteField,
  Step,
  TicketStatus,
  WriteMark,
} from '@nightdesk/helpdesks/contract';
import { authorize, keyField, siteField } from './access.js';
import type { Platform } from './calls.js';
import { remedy } from './capabilities.js';
import { explain } from './errors.js';
import { whoami } from './identity.js';
import { learn, windows } from './limits.js';
import { explainToken, isTokenCall, oauthOf } from './oauth.js';
import { probe } from './probe.js';
import { findApplied, proofOf } from './proof.js';
import { getTicket, listChanged } from './reads.js';
import type { Declaration } from './schema/declaration.js';
import { apply, plan } from './writes.js';

/** A platform that a file describes. It is polled, and connected by a key or by OAuth. */
export class DeclaredAdapter implements HelpdeskAdapter, Platform {
  readonly platform: string;
  readonly title: string;
  readonly urls: { readonly api: string; readonly app?: string | undefined };
  readonly site: SiteField | null;
  readonly regions = [];
  readonly oauth: HelpdeskOAuth | null;
  readonly key;
  readonly writeCredential = null;
  readonly statuses: readonly Exclude<TicketStatus, 'new'>[];
  readonly proof: 'mark' | 'content';
  readonly concurrency: number;
  readonly requestIdHeader: string | null;
  readonly consistencyDelayMs: number;
  readonly webhooks = null;
  readonly plan = plan;

  constructor(
    readonly declared: Declaration,
    readonly file: string,
  ) {
    this.platform = declared.platform;
    this.title = declared.title;
    this.urls = { api: declared.baseUrl, app: declared.oauth?.authorize };
    this.oauth = oauthOf(declared);
    this.site = siteField(declared);
    this.key = keyField(declared.auth);
    this.statuses = declared.write.status
      ? (Object.keys(declared.statuses.write) as Exclude<TicketStatus, 'new'>[])
      : [];
    this.proof = proofOf(this);
    this.concurrency = declared.concurrency;
    this.requestIdHeader = declared.requestIdHeader?.toLowerCase() ?? null;
    this.consistencyDelayMs = declared.consistencyDelaySeconds * 1000;
  }

  authorize(credential: HelpdeskCredential) {
    return authorize(this.title, this.declared.auth, credential);
  }

  windows(request: PlatformRequest) {
    return windows(this.declared.limits, request);
  }

  learn(request: PlatformRequest, headers: Readonly<Record<string, string>>, now: Date) {
    return learn(this.declared.limits, request, headers, now);
  }

  explain(request: PlatformRequest, response: PlatformResponse, now: Date) {
    return isTokenCall(this, request)
      ? explainToken(this, request, response, now)
      : explain(this, request, response, now);
  }

  async whoami(send: Send) {
    return (await whoami(this, send)).identity;
  }

  probe(send: Send, wanted: readonly Capability[]) {
    return probe(this, send, wanted);
  }

  remedy(capability: Capability, missingScopes: readonly string[]) {
    return remedy(this, capability, missingScopes);
  }

  readonly listOpen = null;

  listChanged(send: Send, from: ListFrom) {
    return listChanged(this, send, from);
  }

  getTicket(send: Send, ticketId: string) {
    return getTicket(this, send, ticketId);
  }

  apply(send: Send, ticketId: string, group: readonly Step[], mark: WriteMark) {
    return apply(this, send, ticketId, group, mark);
  }

  findApplied(send: Send, ticketId: string, group: readonly Step[], mark: WriteMark) {
    return findApplied(this, send, ticketId, group, mark);
  }
}
