import { Inject, Injectable } from '@nestjs/common';
import { type Account, Accounts } from '@nightdesk/accounts';
import type { OAuthClient } from '@nightdesk/helpdesks/contract';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import { Connect } from './connect.js';
import { ConnectFailed, type Ending, type Entered, type KeyRequest } from './connect.types.js';
import { ConnectLinks } from './links.js';
import { LinksStore } from './links.store.js';
import { type ConnectLink, LinkRefused, type Waiting } from './links.types.js';
import { returnTo } from './return-url.js';

/** What the holder of a link may say; where the link says it already, this does not count. */
export interface Said {
  platform: string | undefined;
  site: string | undefined;
  region: string | null;
  adminEmail: string | null;
}

/** What the holder of a link is shown before anything is connected. */
export interface LinkView {
  link: ConnectLink;
  choices: ReturnType<Connect['choices']>;
  /** With a repair: the account and what waits for it. */
  repair: { account: Account; waiting: Waiting } | null;
  /** Where to go without connecting; null: nowhere. */
  cancelUrl: string | null;
}

/** Connecting without a login: a link stands for the person, and says what may be connected. */
@Injectable()
export class ConnectByLink {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly links: ConnectLinks,
    private readonly store: LinksStore,
    private readonly accounts: Accounts,
    private readonly connect: Connect,
  ) {}

  /** @throws LinkRefused */
  async view(token: string): Promise<LinkView> {
    const link = await this.links.open(token);
    const all = this.connect.choices();
    const choices = link.platform === null ? all : all.filter(({ platform }) => platform === link.platform);
    const cancelUrl = link.returnUrl && returnTo(link.returnUrl, { state: 'cancelled', reason: 'cancelled' });
    if (link.accountId === null) return { link, choices, repair: null, cancelUrl };
    const account = await this.accounts.get(link.accountId);
    return { link, choices, repair: { account, waiting: await this.store.waiting(account.id) }, cancelUrl };
  }

  /** Answers the platform's consent page. @throws LinkRefused, ConnectRefused, OAuthClientMissing */
  async start(token: string, said: Said, client: OAuthClient | null, browser: string): Promise<string> {
    const entered = await this.entered(await this.links.open(token), said);
    return this.connect.start({ ...entered, client }, browser);
  }

  /** Answers the address at which it ends. @throws LinkRefused, ConnectRefused, ConnectFailed */
  async byKey(
    token: string,
    said: Said,
    secrets: Pick<KeyRequest, 'key' | 'email' | 'signingSecret'>,
  ): Promise<string> {
    const link = await this.links.open(token);
    const request = { ...(await this.entered(link, said)), ...secrets };
    return this.connected(link, await this.connect.byKey(request, link));
  }

  private async entered(link: ConnectLink, said: Said): Promise<Entered> {
    const begun = { linkId: link.id, startedBy: link.id, writeLaneOf: null };
    if (link.accountId !== null) {
      const { platform, site, region } = await this.accounts.get(link.accountId);
      const kept = { adminEmail: null, adminWebhookUrl: null, requiredCapabilities: undefined };
      return { ...begun, ...kept, platform, site, region };
    }
    return {
      ...begun,
      platform: link.platform ?? said.platform ?? '',
      site: link.site ?? said.site,
      region: said.region,
      adminEmail: link.adminEmail ?? said.adminEmail,
      adminWebhookUrl: link.adminWebhookUrl,
      requiredCapabilities: link.requiredCapabilities,
    };
  }

  private connected({ returnUrl }: ConnectLink, accountId: string): string {
    if (returnUrl === null) return `${this.config.PUBLIC_URL}/connect/thanks`;
    return returnTo(returnUrl, { account: accountId, state: 'connected' });
  }

  /** Where the browser goes when a flow that had gone to the platform has ended. */
  end({ link, accountId, error }: Ending): { url: string; reason: string | null } {
    if (accountId !== null) {
      const own = `/connect/done?${new URLSearchParams({ account: accountId }).toString()}`;
      return { url: link ? this.connected(link, accountId) : own, reason: null };
    }
    const reason = reasonOf(error);
    if (link?.returnUrl) {
      const state = reason === 'access_denied' ? 'cancelled' : 'failed';
      return { url: returnTo(link.returnUrl, { state, reason }), reason };
    }
    const detail = reason !== 'internal' && error instanceof Error ? error.message : '';
    const by = link ? { by: 'link' } : {};
    const query = new URLSearchParams({ reason, ...by, ...(detail ? { detail } : {}) });
    return { url: `/connect/failed?${query.toString()}`, reason };
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof ConnectFailed) return error.failure;
  return error instanceof LinkRefused ? 'link_ended' : 'internal';
}
