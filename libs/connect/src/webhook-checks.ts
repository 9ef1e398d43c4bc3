import { Injectable } from '@nestjs/common';
import { Audit } from '@nightdesk/access';
import { Vault } from '@nightdesk/credentials';
import { type EnsuredWebhook, HelpdeskError, type HelpdeskWebhooks } from '@nightdesk/helpdesks/contract';
import { adapterFor } from '@nightdesk/helpdesks/directory';
import { Clock } from '@nightdesk/platform/clock';
import { Log } from '@nightdesk/platform/observability';
import { Completeness, SweepPlan } from '@nightdesk/reconciliation';
import { Scopes } from '@nightdesk/scopes';
import { ConnectFailed } from './connect.types.js';
import { PlatformSide } from './platform-side.js';
import { webhookPurpose } from './sealed-columns.js';
import { type CheckedWebhook, type DueWebhook, WebhookChecksStore } from './webhook-checks.store.js';
import { WebhookDesk } from './webhook-desk.js';

const hourMs = 3_600_000;
const claimMs = 120_000;
const atOnce = 20;
/** Deliveries signed with the secret before are believed for as long as the platform may still send them. */
const overlapMs = 10 * 60_000;

/** What a check asks, and what it leaves behind. */
@Injectable()
export class WebhookChecking {
  constructor(
    readonly platformSide: PlatformSide,
    readonly webhooks: WebhookDesk,
    readonly vault: Vault,
    readonly scopes: Scopes,
    readonly audit: Audit,
  ) {}
}

/** How completely webhooks tell, and the sweeps that find the rest. */
@Injectable()
export class WebhookTrust {
  constructor(
    readonly completeness: Completeness,
    readonly plan: SweepPlan,
  ) {}
}

/**
 * Whether our webhooks are still there: once a day, and when their completeness has fallen, at most once an hour. What is
 * gone or was switched off is set up again; what only a person can mend is said in `problem`.
 */
@Injectable()
export class WebhookChecks {
  constructor(
    private readonly store: WebhookChecksStore,
    private readonly desk: WebhookChecking,
    private readonly trust: WebhookTrust,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Where completeness has fallen, the check is due now, and sweeps come more often. Safe in any number of processes. */
  async hastenFallen(): Promise<void> {
    const now = this.clock.now();
    const fallen = await this.trust.completeness.fallen();
    await this.trust.plan.hurry(fallen);
    await this.store.hasten(fallen, now, new Date(now.getTime() - hourMs));
  }

  /** Safe in any number of processes. */
  async checkDue(): Promise<void> {
    const now = this.clock.now();
    const due = await this.store.claimDue(now, new Date(now.getTime() + claimMs), atOnce);
    await Promise.all(due.map((webhook) => this.check(webhook)));
  }

  /** Never throws: one account's trouble is in its row, and no other's. */
  private async check(webhook: DueWebhook): Promise<void> {
    const { accountId, platform } = webhook;
    const now = this.clock.now();
    try {
      const hasFallen = await this.trust.completeness.hasFallen(accountId);
      const receiving = adapterFor(platform).webhooks;
      if (receiving?.setUp === 'api') await this.byApi(webhook, hasFallen, now);
      else await this.store.save(accountId, this.byPerson(webhook, receiving, hasFallen, now));
    } catch (error) {
      const isTheirs = error instanceof ConnectFailed && error.cause instanceof HelpdeskError;
      if (isTheirs) this.log.line('webhook.not_checked', { accountId, why: error.message });
      else this.log.failure('webhook.check_stopped', error, { accountId });
      const checkFailures = webhook.checkFailures + 1;
      const checkAt = new Date(now.getTime() + Math.min(60_000 * 2 ** (checkFailures - 1), hourMs));
      await this.store.save(accountId, { checkFailures, checkAt });
    }
  }

  /**
   * Has the webhook there and active, for a person. Answers what only a person can mend, or null.
   * @throws HelpdeskError, ConnectFailed
   */
  setUp(webhook: DueWebhook, actor: string): Promise<string | null> {
    return this.byApi(webhook, false, this.clock.now(), { actor, action: 'webhook.recreated' });
  }

  private async byApi(
    webhook: DueWebhook,
    hasFallen: boolean,
    now: Date,
    by = { actor: 'system', action: 'webhook.repaired' },
  ): Promise<string | null> {
    const { accountId, platform } = webhook;
    const { platformSide, webhooks, scopes } = this.desk;
    const wanted = webhooks.wanted(accountId);
    const caller = platformSide.asStored(accountId);
    const { webhook: ensured, finding } = await platformSide.subscribe(caller, { platform }, wanted);
    const change = ensured && (await this.difference(webhook, ensured, wanted.url, now));
    const problem = ensured
      ? hasFallen && !change
        ? losing(platform, wanted.url)
        : null
      : `Nightdesk may not look after its webhook at ${adapterFor(platform).title}. ${finding.remedy ?? ''}`;
    const next = problem === null ? webhooks.nextCheck(now) : new Date(now.getTime() + hourMs);
    await this.store.transaction(async (tx) => {
      const checked = { checkAt: next, checkedAt: now, checkFailures: 0, problem, ...change };
      await this.store.save(accountId, checked, tx);
      await scopes.record(tx, accountId, [finding]);
      if (!change) return;
      await this.trust.plan.hasten(accountId, tx);
      const details = { found: ensured.found };
      await this.desk.audit.record({ ...by, subject: accountId, details }, tx);
    });
    if (change) this.log.line(by.action, { accountId, found: ensured.found });
    return problem;
  }

  /** What is to be stored because the webhook is not the one that we knew, or was not active; null: all is well. */
  private async difference(
    { accountId, remoteId, url, sealedSecret }: DueWebhook,
    ensured: EnsuredWebhook,
    wantedUrl: string,
    now: Date,
  ): Promise<Partial<CheckedWebhook> | null> {
    const { vault } = this.desk;
    const purpose = webhookPurpose(accountId);
    const reading = { subject: accountId, part: 'webhook secret', details: {} } as const;
    const isSameSecret = (await vault.open(sealedSecret, purpose, reading)).reveal() === ensured.secret;
    const isSame = ensured.found === 'active' && ensured.remoteId === remoteId && url === wantedUrl;
    if (isSame && isSameSecret) return null;
    const rotated = {
      sealedSecret: vault.seal(ensured.secret, purpose),
      sealedPreviousSecret: sealedSecret,
      previousUntil: new Date(now.getTime() + overlapMs),
    };
    return {
      remoteId: ensured.remoteId,
      url: wantedUrl,
      repairedAt: now,
      ...(isSameSecret ? {} : rotated),
    };
  }

  /** Nobody can be asked: only what arrives tells. */
  private byPerson(
    { platform, url }: DueWebhook,
    receiving: HelpdeskWebhooks | null,
    hasFallen: boolean,
    now: Date,
  ): CheckedWebhook {
    const checked = { checkedAt: now, checkFailures: 0 };
    if (!hasFallen || !receiving) return { ...checked, checkAt: null, problem: null };
    const problem = `${losing(platform, url)} ${stepsOf(receiving, url)}`;
    return { ...checked, checkAt: new Date(now.getTime() + hourMs), problem };
  }
}

function losing(platform: string, url: string): string {
  return `Webhooks of ${adapterFor(platform).title} do not tell all changes any more; sweeps find the others minutes later. Check that ${url} can be reached from the internet.`;
}

/** Steps name values by their labels; the values themselves, a secret among them, are on the account’s page only. */
function stepsOf(receiving: HelpdeskWebhooks, url: string): string {
  const steps =
    receiving.setUp === 'by_hand'
      ? receiving.guide({ url, secret: '' }).steps
      : receiving.setUp === 'app'
        ? receiving.guide({ url }).steps
        : [];
  const numbered = steps.map((step, index) => `${index + 1}. ${step}`);
  return `Then set it up again, with the values on the account’s page: ${numbered.join(' ')}`;
}
