import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Audit } from '@nightdesk/access';
import type { CreatedSubscriber, NewSubscriber, Subscriber } from '@nightdesk/contract';
import { Clock, Ids } from '@nightdesk/platform/clock';
import { Secret } from '@nightdesk/platform/crypto';
import type { Tx } from '@nightdesk/platform/database';
import { SubscriberUrlRefused } from './outbox.errors.js';
import { Signing } from './signing.js';
import { SubscriberStore } from './subscribers.store.js';

/** How long the old secret signs beside the new one. */
const OVERLAP_MS = 24 * 3_600_000;

/** The automation's endpoints. Whether a URL may be called is decided at every call, by `Outbound`. */
@Injectable()
export class Subscribers {
  constructor(
    private readonly store: SubscriberStore,
    private readonly signing: Signing,
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * Gets events recorded from now on. The answer is the only place where the secret is shown.
   * @throws SubscriberUrlRefused
   */
  async create(wanted: NewSubscriber, actor: string, tx?: Tx): Promise<CreatedSubscriber> {
    const { username, password, host } = new URL(wanted.url);
    if (username || password) throw new SubscriberUrlRefused();
    const id = this.ids.next('sub');
    const secret = newSecret();
    const row = { ...wanted, id, sealedSecret: this.signing.seal(id, secret), createdAt: this.clock.now() };
    const created = await this.store.add(row, tx);
    await this.audit.record({ actor, action: 'subscriber.created', subject: id, details: { host } }, tx);
    return { ...created, secret: secret.reveal() };
  }

  /** Oldest first. */
  list(): Promise<Subscriber[]> {
    return this.store.list();
  }

  get(id: string): Promise<Subscriber | null> {
    return this.store.get(id);
  }

  /** Its deliveries go with it. False: there is none. */
  remove(id: string, actor: string, tx?: Tx): Promise<boolean> {
    return this.change(id, 'subscriber.removed', actor, () => this.store.remove(id, tx), tx);
  }

  /** A new secret, or null when there is no such subscriber. For 24 hours deliveries carry both signatures. */
  async rotate(id: string, actor: string, tx?: Tx): Promise<{ secret: string } | null> {
    const secret = newSecret();
    const previousUntil = new Date(this.clock.now().getTime() + OVERLAP_MS);
    const rotate = () => this.store.rotate(id, this.signing.seal(id, secret), previousUntil, tx);
    const rotated = await this.change(id, 'subscriber.secret_rotated', actor, rotate, tx);
    return rotated ? { secret: secret.reveal() } : null;
  }

  /** Puts a disabled one back to work; what waited goes out first. Wake its lane afterwards. False: there is none disabled. */
  enable(id: string, actor: string, tx?: Tx): Promise<boolean> {
    const enable = () => this.store.enable(id, this.clock.now(), tx);
    return this.change(id, 'subscriber.enabled', actor, enable, tx);
  }

  private async change(
    id: string,
    action: string,
    actor: string,
    make: () => Promise<boolean>,
    tx: Tx | undefined,
  ): Promise<boolean> {
    const changed = await make();
    if (changed) await this.audit.record({ actor, action, subject: id }, tx);
    return changed;
  }
}

/** 192 random bits in the form of the Standard Webhooks specification. */
function newSecret(): Secret {
  return new Secret(`whsec_${randomBytes(24).toString('base64')}`);
}
