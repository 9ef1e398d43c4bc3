import { Inject, Injectable } from '@nestjs/common';
import { Clock, Ids } from '@nightdesk/platform/clock';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import { KeyRing, randomToken, sha256 } from '@nightdesk/platform/crypto';
import type { Tx } from '@nightdesk/platform/database';
import { LinksStore } from './links.store.js';
import { type ConnectLink, LinkRefused, type MadeLink } from './links.types.js';

/** What a link is made of; it begins unused. */
export type NewLink = Omit<ConnectLink, 'id' | 'createdAt' | 'usedAt' | 'connectedAccountId'>;

/** How long an ended link can still say how it ended. */
const remembered = 7 * 24 * 3_600_000;

/**
 * Links that let whoever holds one connect one site, once. The token is stored as its hash. That of a repair is signed as
 * well, because it travels by mail and lives for days: `<id>.<expiry>.<signature>`, checked before any row is looked for.
 */
@Injectable()
export class ConnectLinks {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly store: LinksStore,
    private readonly ring: KeyRing,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async make(tx: Tx | undefined, entry: NewLink): Promise<MadeLink> {
    const id = this.ids.next('lnk');
    const { purpose, expiresAt } = entry;
    const token = purpose === 'repair' ? this.signed(id, expiresAt) : randomToken();
    const unused = { createdAt: this.clock.now(), usedAt: null, connectedAccountId: null };
    await this.store.insert({ id, ...entry, ...unused }, sha256(token), tx);
    return { id, url: `${this.config.PUBLIC_URL}/connect/l/${token}`, expiresAt };
  }

  /** The link that a token opens. Opening it uses nothing up: mail programs open links before people do. @throws LinkRefused */
  async open(token: string): Promise<ConnectLink> {
    const now = this.clock.now();
    if (token.includes('.')) this.verified(token, now);
    const link = await this.store.byToken(sha256(token));
    if (!link) throw new LinkRefused('unknown');
    if (link.usedAt) throw new LinkRefused('used');
    if (link.expiresAt <= now) throw new LinkRefused('expired');
    return link;
  }

  /** The link of a connect that was begun by it, also after its end. @throws LinkRefused when it has been used meanwhile */
  async unused(id: string): Promise<ConnectLink> {
    const link = await this.store.find(id);
    if (!link) throw new LinkRefused('unknown');
    if (link.usedAt) throw new LinkRefused('used');
    return link;
  }

  /** By the id, in whatever state; null: nobody made it, or its row is gone. */
  find(id: string): Promise<ConnectLink | null> {
    return this.store.find(id);
  }

  /** Uses a link up, in the transaction that stores what was connected by it. @throws LinkRefused */
  async spend(tx: Tx, id: string, accountId: string): Promise<void> {
    if (!(await this.store.spend(tx, id, accountId, this.clock.now()))) throw new LinkRefused('used');
  }

  /** What the links were for is done, or not wanted any more: none of them connects this account again. */
  endRepairs(tx: Tx, accountId: string): Promise<void> {
    return this.store.endRepairs(tx, accountId, this.clock.now());
  }

  /** Forgets links a week after they ended. */
  async sweep(): Promise<void> {
    await this.store.deleteExpired(new Date(this.clock.now().getTime() - remembered));
  }

  private signed(id: string, expiresAt: Date): string {
    const text = `${id}.${expiresAt.getTime().toString(36)}`;
    // Shorter than hex: the server's router takes no part of a path above 100 characters.
    return `${text}.${Buffer.from(this.ring.sign('repair-link', text), 'hex').toString('base64url')}`;
  }

  /** @throws LinkRefused */
  private verified(token: string, now: Date): void {
    const end = token.lastIndexOf('.');
    const text = token.slice(0, end);
    const signature = Buffer.from(token.slice(end + 1), 'base64url').toString('hex');
    if (!this.ring.verify('repair-link', text, signature)) throw new LinkRefused('unknown');
    if (parseInt(text.slice(text.indexOf('.') + 1), 36) <= now.getTime()) throw new LinkRefused('expired');
  }
}
