import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Audit } from '@nightdesk/access';
import type {
  CreatedSubscriber,
  NewSubscriber,
  RotatedSecret,
  Subscriber,
  SubscriberChange,
} from '@nightdesk/contract';
import { Clock, Ids } from '@nightdesk/platform/clock';
import { Secret } from '@nightdesk/platform/crypto';
import type { Tx } from '@nightdesk/platform/database';
import { SubscriberUnknown, SubscriberUrlRefused } from './outbox.errors.js';
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
    const { host } = usable(wanted.url);
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

  /** @throws SubscriberUnknown */
  async get(id: string, tx?: Tx): Promise<Subscriber> {
    const found = await this.store.get(id, tx);
    if (!found) throw new SubscriberUnknown(id);
    return found;
  }

  /**
   * Changes what is named; deliveries that wait go to a new URL as well. Made active, what waited goes out first: wake its
   * lane afterwards.
   * @throws SubscriberUnknown, SubscriberUrlRefused
   */
  async update(
    id: string,
    { state, ...given }: SubscriberChange,
    actor: string,
    tx?: Tx,
  ): Promise<Subscriber> {
    if (given.url !== undefined) usable(given.url);
    if (Object.keys(given).length > 0)
      await this.change(id, 'subscriber.changed', actor, () => this.store.change(id, given, tx), tx);
    if (state === 'active') await this.enable(id, actor, tx);
    if (state === 'disabled')
      await this.change(id, 'subscriber.disabled', actor, () => this.store.disable(id, tx), tx);
    return this.get(id, tx);
  }

  /** Its deliveries go with it. @throws SubscriberUnknown */
  async remove(id: string, actor: string, tx?: Tx): Promise<void> {
    const removed = await this.change(id, 'subscriber.removed', actor, () => this.store.remove(id, tx), tx);
    if (!removed) throw new SubscriberUnknown(id);
  }

  /**
   * A new secret. For 24 hours deliveries carry both signatures; a secret before the last one is over at once.
   * @throws SubscriberUnknown
   */
  async rotate(id: string, actor: string, tx?: Tx): Promise<RotatedSecret> {
    const secret = newSecret();
    const previousUntil = new Date(this.clock.now().getTime() + OVERLAP_MS);
    const rotate = () => this.store.rotate(id, this.signing.seal(id, secret), previousUntil, tx);
    const rotated = await this.change(id, 'subscriber.secret_rotated', actor, rotate, tx);
    if (!rotated) throw new SubscriberUnknown(id);
    return { secret: secret.reveal(), previousUntil: previousUntil.toISOString() };
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

/** @throws SubscriberUrlRefused */
function usable(text: string): URL {
  const url = new URL(text);
  if (url.username || url.password) throw new SubscriberUrlRefused();
  return url;
}

/** 192 random bits in the form of the Standard Webhooks specification. */
function newSecret(): Secret {
  return new Secret(`whsec_${randomBytes(24).toString('base64')}`);
}
