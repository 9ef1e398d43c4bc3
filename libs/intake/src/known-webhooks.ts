import { Injectable } from '@nestjs/common';
import { Clock } from '@nightdesk/platform/clock';
import { GroupCommit } from './group-commit.js';
import { type KnownWebhook, WebhookSecretsStore } from './webhook-secrets.store.js';

/** How long a webhook is believed to be as it was read, in milliseconds. */
const keptMs = 1_000;
/** Of how many accounts one is kept; whatever else is connected costs nothing. */
const mostKept = 2_000;

interface Question {
  accountId: string;
  found?: KnownWebhook | undefined;
}

/**
 * What the deliveries of the moment are checked with. A query for each delivery cost more than storing it: those that come
 * while a query is out share the next one, and those of the same account within a second share its answer. So a secret that
 * was taken away is still good for a second; a new one counts at once, because nothing is refused by an older reading.
 */
@Injectable()
export class KnownWebhooks {
  private readonly kept = new Map<string, { webhook: KnownWebhook; until: number }>();
  private readonly questions: GroupCommit<Question>;

  constructor(
    private readonly store: WebhookSecretsStore,
    private readonly clock: Clock,
  ) {
    this.questions = new GroupCommit(async (group) => {
      const accountIds = new Set(group.map(({ accountId }) => accountId));
      const found = await store.findAll([...accountIds], clock.now());
      for (const question of group) question.found = found.get(question.accountId);
    });
  }

  /** As it was within the last second; null: none is set up. */
  async find(accountId: string): Promise<KnownWebhook | null> {
    const kept = this.kept.get(accountId);
    return kept && kept.until > this.clock.now().getTime() ? kept.webhook : this.read(accountId);
  }

  /** As it is now. */
  async read(accountId: string): Promise<KnownWebhook | null> {
    const until = this.clock.now().getTime() + keptMs;
    const question: Question = { accountId };
    await this.questions.add(question);
    const { found } = question;
    this.kept.delete(accountId);
    if (!found) return null;
    this.kept.set(accountId, { webhook: found, until });
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
}
