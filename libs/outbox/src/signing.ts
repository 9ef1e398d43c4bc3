import { Injectable } from '@nestjs/common';
import { Audit } from '@nightdesk/access';
import { Clock } from '@nightdesk/platform/clock';
import { KeyRing, type SealedColumn, type Secret } from '@nightdesk/platform/crypto';
import { Webhook } from 'standardwebhooks';

/** A subscriber's secrets as they are stored. */
export interface SealedSecrets {
  id: string;
  sealedSecret: string;
  sealedPreviousSecret: string | null;
  previousUntil: Date | null;
}

/** Seals the secrets of subscribers and signs with them (Standard Webhooks, symmetric). */
@Injectable()
export class Signing {
  /** Opened secrets by their sealed text, so that each is opened, and its opening audited, once per process. */
  private readonly opened = new Map<string, Promise<Webhook>>();

  constructor(
    private readonly keyRing: KeyRing,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  seal(subscriberId: string, secret: Secret): string {
    return this.keyRing.seal(secret, purposeFor(subscriberId));
  }

  /** The three headers of the scheme; while a secret is being replaced there are two signatures, the new one first. */
  async headers(secrets: SealedSecrets, messageId: string, body: string): Promise<Record<string, string>> {
    const now = this.clock.now();
    const inForce = [secrets.sealedSecret];
    if (secrets.sealedPreviousSecret && secrets.previousUntil && secrets.previousUntil > now) {
      inForce.push(secrets.sealedPreviousSecret);
    }
    const signers = await Promise.all(inForce.map((sealed) => this.signer(secrets.id, sealed)));
    return {
      'webhook-id': messageId,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
      'webhook-signature': signers.map((signer) => signer.sign(messageId, now, body)).join(' '),
    };
  }

  private signer(subscriberId: string, sealed: string): Promise<Webhook> {
    let signer = this.opened.get(sealed);
    if (!signer) {
      signer = this.open(subscriberId, sealed);
      this.opened.set(sealed, signer);
      // One that did not open is tried again with the next delivery, which also gets to see why.
      signer.catch(() => this.opened.delete(sealed));
    }
    return signer;
  }

  private async open(subscriberId: string, sealed: string): Promise<Webhook> {
    await this.audit.record({ actor: 'system', action: 'secret.read', subject: subscriberId });
    return new Webhook(this.keyRing.open(sealed, purposeFor(subscriberId)).reveal());
  }
}

/** What this lib keeps sealed. */
export const sealedColumns: readonly SealedColumn[] = ['sealed_secret', 'sealed_previous_secret'].map(
  (column) => ({ table: 'subscribers', column, key: ['id'], purpose: purposeFor }),
);

function purposeFor(subscriberId: string): string {
  return `subscriber:${subscriberId}`;
}
