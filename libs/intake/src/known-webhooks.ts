import { Injectable } from '@nestjs/common';
import { Clock } from '@nightdesk/platform/clock';
import { Grouped } from '@nightdesk/platform/groups';
import { type KnownWebhook, WebhookSecretsStore } from './webhook-secrets.store.js';

/** How long a webhook is believed to be as it was read, in milliseconds. */
const keptMs = 1_000;
/** Asked for again by then, so that of an account with many deliveries none has to wait for it: at 5,000 a second 4 % did. */
const soonMs = 600;
/** Of how many accounts one is kept; whatever else is connected costs nothing. */
const mostKept = 2_000;

interface Kept {
  webhook: KnownWebhook;
  soon: number;
  until: number;
  isAsked: boolean;
}

/**
 * What the deliveries of the moment are checked with. A query for each delivery cost more than storing it: those that come
 * while a query is out share the next one, and those of the same account within a second share its answer. So a secret that
 * was taken away is still good for a second; a new one counts at once, because nothing is refused by an older reading.
 */
@Injectable()
export class KnownWebhooks {
  private readonly kept = new Map<string, Kept>();
  private readonly questions: Grouped<string, KnownWebhook | null>;

  constructor(
    private readonly store: WebhookSecretsStore,
    private readonly clock: Clock,
  ) {
    this.questions = new Grouped(async (accountIds) => {
      const found = await store.findAll([...new Set(accountIds)], clock.now());
      return accountIds.map((id) => found.get(id) ?? null);
    });
  }

  /** As it was within the last second; null: none is set up. No promise where it is known, as of nearly every delivery. */
  find(accountId: string): KnownWebhook | Promise<KnownWebhook | null> {
    const kept = this.kept.get(accountId);
    const now = this.clock.now().getTime();
    if (!kept || kept.until <= now) return this.read(accountId);
    if (kept.soon <= now && !kept.isAsked) {
      kept.isAsked = true;
      // Where this fails, whoever finds it out of date asks again, and is told.
      this.read(accountId).catch(() => (kept.isAsked = false));
    }
    return kept.webhook;
  }

  /** As it is now. */
  async read(accountId: string): Promise<KnownWebhook | null> {
    const now = this.clock.now().getTime();
    const found = await this.questions.add(accountId);
    this.kept.delete(accountId);
    if (!found) return null;
    this.kept.set(accountId, { webhook: found, soon: now + soonMs, until: now + keptMs, isAsked: false });
    const [oldest] = this.kept.keys();
    if (this.kept.size > mostKept && oldest !== undefined) this.kept.delete(oldest);
    return found;
  }

  /** The platform of an app; null when no account came by it. */
  platformOf(appId: string): Promise<string | null> {
    return this.store.platformOf(appId);
  }

  /** The one webhook that an app has for a site; null when no account is connected to that site. */
  ofApp(appId: string, site: string): Promise<KnownWebhook | null> {
    return this.store.ofApp(appId, site, this.clock.now());
  }

  /** Counts a delivery that was not believed. */
  refused(accountId: string): Promise<void> {
    return this.store.countFailure(accountId, this.clock.now());
  }

  /** Remembers a genuine delivery whose time stamp is too far from our clock; `aheadMs` as in `WebhookRejected`. */
  skewed(accountId: string, aheadMs: number): Promise<void> {
    return this.store.saveSkew(accountId, Math.round(aheadMs / 1_000), this.clock.now());
  }
}
