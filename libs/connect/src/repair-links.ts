import { Inject, Injectable } from '@nestjs/common';
import { Audit } from '@nightdesk/access';
import { Accounts } from '@nightdesk/accounts';
import { Clock } from '@nightdesk/platform/clock';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import type { Tx } from '@nightdesk/platform/database';
import { ConnectLinks } from './links.js';
import type { MadeLink } from './links.types.js';

/** Links by which an account's admin contact connects it again; they do nothing else (SPEC 3.5). */
@Injectable()
export class RepairLinks {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly accounts: Accounts,
    private readonly links: ConnectLinks,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /**
   * A new link for this account; earlier ones go on to work until one of them is used or they expire. The answer holds
   * the token: send it to the admin contact, and write it nowhere.
   * @throws AccountUnknown
   */
  async make(
    accountId: string,
    { tx, actor = 'system' }: { tx?: Tx; actor?: string } = {},
  ): Promise<MadeLink> {
    const { platform, site } = await this.accounts.get(accountId, tx);
    const expiresAt = new Date(this.clock.now().getTime() + this.config.REPAIR_LINK_HOURS * 3_600_000);
    const made = await this.links.make(tx, {
      purpose: 'repair',
      accountId,
      platform,
      site,
      returnUrl: null,
      adminEmail: null,
      adminWebhookUrl: null,
      requiredCapabilities: [],
      createdBy: actor,
      expiresAt,
    });
    const details = { link: made.id, expiresAt: expiresAt.toISOString() };
    await this.audit.record({ actor, action: 'repair_link.made', subject: accountId, details }, tx);
    return made;
  }
}
