import { Inject, Injectable } from '@nestjs/common';
import { Audit } from '@nightdesk/access';
import { Clock } from '@nightdesk/platform/clock';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import type { Tx } from '@nightdesk/platform/database';
import { ConnectLinks } from './links.js';
import { type ConnectLink, type MadeLink, SessionUnknown } from './links.types.js';
import { checkedReturnUrl } from './return-url.js';
import { Wishes } from './wishes.js';

/** Time to open the link and connect. */
const lifetimeMs = 3_600_000;

/** What a connect session is made of. */
export interface SessionRequest {
  /** Null: the person chooses, or types it. */
  platform: string | null;
  site: string | null;
  returnUrl: string;
  adminEmail: string | null;
  adminWebhookUrl: string | null;
  /** Empty: all. */
  requiredCapabilities: string[];
}

/** Links by which an automation's own customers connect their helpdesks (SPEC 1.4). */
@Injectable()
export class ConnectSessions {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly wishes: Wishes,
    private readonly links: ConnectLinks,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws ReturnUrlRefused, ConnectRefused */
  async make(tx: Tx, request: SessionRequest, actor: string): Promise<MadeLink> {
    const returnUrl = checkedReturnUrl(request.returnUrl, this.config.CONNECT_RETURN_URLS);
    const place = this.wishes.place(request.platform, request.site);
    const expiresAt = new Date(this.clock.now().getTime() + lifetimeMs);
    const made = await this.links.make(tx, {
      ...request,
      ...place,
      returnUrl,
      purpose: 'connect',
      accountId: null,
      createdBy: actor,
      expiresAt,
    });
    const details = { ...place, returnUrl };
    await this.audit.record({ actor, action: 'connect_session.made', subject: made.id, details }, tx);
    return made;
  }

  /** @throws SessionUnknown */
  async get(id: string): Promise<ConnectLink & { state: 'open' | 'connected' | 'expired' }> {
    const link = await this.links.find(id);
    if (link?.purpose !== 'connect') throw new SessionUnknown(id);
    const isOver = link.expiresAt <= this.clock.now();
    return { ...link, state: link.usedAt ? 'connected' : isOver ? 'expired' : 'open' };
  }
}
