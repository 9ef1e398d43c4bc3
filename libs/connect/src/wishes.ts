import { Injectable } from '@nestjs/common';
import { Accounts } from '@nightdesk/accounts';
import { OAuthClients } from '@nightdesk/credentials';
import { type HelpdeskAdapter, type KeyField } from '@nightdesk/helpdesks/contract';
import { adapterFor, platforms } from '@nightdesk/helpdesks/directory';
import { ConnectRefused, type Entered, type Wish } from './connect.types.js';

/** What a person may ask for, and whether it makes sense. */
@Injectable()
export class Wishes {
  constructor(
    private readonly accounts: Accounts,
    private readonly clients: OAuthClients,
  ) {}

  choices(redirectUri: string) {
    return platforms().map((adapter) => {
      const { platform, title, site, regions, oauth, key, writeCredential, webhooks } = adapter;
      return {
        platform,
        title,
        site: site && { label: site.label, pattern: site.pattern.source, example: site.example },
        regions: regions.map(({ value, title: name }) => ({ value, title: name })),
        oauth: oauth && {
          hasClient: this.clients.isConfigured(platform),
          clientWhere: oauth.clientWhere,
          redirectUri,
          scopes: [...oauth.scopes],
          scopesAre: oauth.scopesAre,
        },
        key: key && { ...key, endsAt: key.endsAt?.toISOString() ?? null },
        writeCredential,
        webhooks: webhooks?.setUp ?? ('none' as const),
      };
    });
  }

  /** @throws ConnectRefused naming the field; AccountUnknown */
  async checked({ requiredCapabilities = [], ...entered }: Entered): Promise<Wish> {
    const adapter = platforms().find(({ platform }) => platform === entered.platform);
    if (!adapter)
      throw new ConnectRefused('platform', `"${entered.platform}" is not a platform that Nightdesk knows.`);
    if (entered.writeLaneOf !== null) {
      if (adapter.writeCredential === null) {
        const why = `${adapter.title} gives a second credential no limits of its own.`;
        throw new ConnectRefused('writeLaneOf', why);
      }
      const { platform, site, region } = await this.accounts.get(entered.writeLaneOf);
      return { ...entered, requiredCapabilities, platform, site, region };
    }
    const site = siteOf(adapter, entered.site);
    return { ...entered, requiredCapabilities, site, region: regionOf(adapter, entered.region) };
  }

  /** Where a link leads, as far as its maker says. @throws ConnectRefused naming the field */
  place(platform: string | null, site: string | null): { platform: string | null; site: string | null } {
    if (platform === null && site === null) return { platform, site };
    const adapter = platforms().find((known) => known.platform === platform);
    if (!adapter)
      throw new ConnectRefused(
        'platform',
        `Name the platform: ${platforms()
          .map((one) => one.platform)
          .join(', ')}.`,
      );
    return { platform, site: site === null || !adapter.site ? null : siteOf(adapter, site) };
  }

  /** How the platform is connected by a key, with the secret that signs its webhooks where there is one. @throws ConnectRefused */
  keyOf(
    { platform, writeLaneOf }: Wish,
    signingSecret: string | null,
  ): { field: KeyField; secret: string | null } {
    const { key: field, title } = adapterFor(platform);
    if (!field) throw new ConnectRefused('platform', `${title} is not connected by a key.`);
    if (field.signingSecret === null || writeLaneOf !== null) return { field, secret: null };
    if (signingSecret) return { field, secret: signingSecret };
    const { label, where } = field.signingSecret;
    throw new ConnectRefused(
      'signingSecret',
      `Enter the ${label} as well; webhooks are signed with it. ${where}`,
    );
  }
}

function siteOf({ site, title }: HelpdeskAdapter, typed = ''): string {
  if (!site) return '';
  const found = site.pattern.exec(typed.trim().toLowerCase());
  if (found) return found[1] ?? found[0];
  throw new ConnectRefused('site', `That is not a ${title} ${site.label}. It looks like: ${site.example}`);
}

function regionOf({ regions, title }: HelpdeskAdapter, chosen: string | null): string | null {
  if (regions.length === 0) return null;
  if (regions.some(({ value }) => value === chosen)) return chosen;
  const known = regions.map(({ value }) => value).join(', ');
  throw new ConnectRefused('region', `Choose the region of the ${title} site: ${known}.`);
}
