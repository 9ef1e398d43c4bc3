import { Inject, Injectable } from '@nestjs/common';
import { Audit } from '@nightdesk/access';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import { KeyRing, Secret } from '@nightdesk/platform/crypto';
import { operators, second, shownTarget } from './addresses.js';
import { AlertChannelsStore } from './alert-channels.store.js';
import { secretFor } from './channels.js';
import type { Address } from './incidents.types.js';

/** An address with what became of the latest alerts to it. */
export interface AlertChannel extends Pick<Address, 'channel' | 'audience'> {
  target: string;
  /** Of webhooks: what its receiver checks signatures with. */
  secret: Secret | null;
  pending: number;
  lastSentAt: Date | null;
  /** Why the latest attempt failed; null when it did not. */
  lastError: string | null;
}

/** Where people are told: those who operate it, and the contacts of accounts. */
@Injectable()
export class AlertChannels {
  constructor(
    private readonly store: AlertChannelsStore,
    private readonly keyRing: KeyRing,
    private readonly audit: Audit,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Shows the secrets of webhooks, so each look is in the audit log. */
  async list(actor: string): Promise<AlertChannel[]> {
    const own = await this.store.contactWebhooks();
    const addresses = [
      ...operators(this.config),
      ...second(this.config),
      ...own.map((target) => ({ channel: 'webhook' as const, target, audience: 'account' as const })),
    ];
    const states = await this.store.states();
    await this.audit.record({ actor, action: 'secret.read', subject: 'alert-channels' });
    return addresses.map(({ channel, target, audience }) => {
      const state = states.find((one) => one.channel === channel && one.target === target);
      const secret = channel === 'webhook' ? new Secret(secretFor(this.keyRing, target)) : null;
      const { pending = 0, lastSentAt = null, lastError = null } = state ?? {};
      return {
        channel,
        audience,
        target: shownTarget({ channel, target }),
        secret,
        pending,
        lastSentAt,
        lastError,
      };
    });
  }
}
