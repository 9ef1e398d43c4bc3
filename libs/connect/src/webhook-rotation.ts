import { Injectable } from '@nestjs/common';
import { Accounts } from '@nightdesk/accounts';
import { adapterFor } from '@nightdesk/helpdesks/directory';
import { Clock } from '@nightdesk/platform/clock';
import { randomToken } from '@nightdesk/platform/crypto';
import type { Tx } from '@nightdesk/platform/database';
import { ConnectStore, type WebhookRow } from './connect.store.js';
import { webhookPurpose } from './sealed-columns.js';
import { WebhookChecking } from './webhook-checks.js';
import { WebhookChecksStore } from './webhook-checks.store.js';

const hourMs = 3_600_000;
/** The check finds a secret that the platform made and whose answer we did not see or store. */
const lookAgainMs = 60_000;

/** Thrown where the secret cannot be made anew; the message says what to do instead. */
export class WebhookNotRotated extends Error {
  override readonly name = 'WebhookNotRotated';
}

/** A new secret for an account's webhook. The one before is believed beside it until the overlap ends. */
@Injectable()
export class WebhookRotation {
  constructor(
    private readonly accounts: Accounts,
    private readonly store: ConnectStore,
    private readonly checks: WebhookChecksStore,
    private readonly desk: WebhookChecking,
    private readonly clock: Clock,
  ) {}

  /**
   * Has a platform with an API for webhooks make the new secret, and answers it; null where it is ours to make. May be
   * repeated. @throws AccountUnknown, WebhookNotRotated, HelpdeskError
   */
  async made(accountId: string): Promise<string | null> {
    const { platform } = await this.accounts.get(accountId);
    const { webhooks, title } = adapterFor(platform);
    if (webhooks?.setUp === 'app')
      throw new WebhookNotRotated(
        `${title} signs with the app’s own client secret. Make a new one there, and connect the account again with it.`,
      );
    if (!webhooks)
      throw new WebhookNotRotated(
        `${title} sends no webhooks: it is asked for changes, and there is no secret.`,
      );
    const row = await this.store.webhook(accountId);
    if (!row) throw missing(title);
    if (webhooks.setUp === 'by_hand') return null;
    const { remoteId } = row;
    if (remoteId === null) throw missing(title);
    await this.checks.save(accountId, { checkAt: this.soon() });
    const caller = this.desk.platformSide.asStored(accountId);
    return caller((send) => webhooks.renewSecret(send, remoteId));
  }

  /**
   * Stores the new secret.
   * @param made what {@link made} answered.
   * @param overlapHours how long the one before is believed as well; 0: no longer.
   * @throws WebhookNotRotated
   */
  async replace(
    tx: Tx,
    accountId: string,
    { made, overlapHours, actor }: { made: string | null; overlapHours: number; actor: string },
  ): Promise<void> {
    const { vault, audit } = this.desk;
    const { platform } = await this.accounts.get(accountId, tx);
    const { title } = adapterFor(platform);
    const row = await this.store.lockedWebhook(tx, accountId);
    if (!row) throw missing(title);
    const now = this.clock.now();
    if (made === null && overlapHours > 0) this.refuseDuringOverlap(row, title, now);
    const change = {
      sealedSecret: vault.seal(made ?? randomToken(), webhookPurpose(accountId)),
      sealedPreviousSecret: row.sealedSecret,
      previousUntil: new Date(now.getTime() + overlapHours * hourMs),
      ...(made === null ? {} : { checkAt: this.soon() }),
    };
    await this.checks.save(accountId, change, tx);
    const details = { overlapHours };
    await audit.record({ actor, action: 'webhook.secret_rotated', subject: accountId, details }, tx);
  }

  /** A third secret would end the first one, and that may be what the platform still sends. */
  private refuseDuringOverlap({ previousUntil }: WebhookRow, title: string, now: Date): void {
    if (!previousUntil || previousUntil <= now) return;
    throw new WebhookNotRotated(
      `The secret was made anew already, and the one before is valid until ${previousUntil.toISOString()}. Enter the new one at ${title}; another one can be made after that instant, or at once with "overlapHours": 0, which ends both.`,
    );
  }

  private soon(): Date {
    return new Date(this.clock.now().getTime() + lookAgainMs);
  }
}

const missing = (title: string) =>
  new WebhookNotRotated(
    `No webhook is set up for this account. Check it again, or connect it again, which sets it up at ${title}; that makes a secret as well.`,
  );
