import { Inject, Injectable } from '@nestjs/common';
import { adapterFor } from '@nightdesk/helpdesks/directory';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import type { Location } from './accounts.types.js';

/** Where a site answers. The host is built here from a checked site name; nothing a person types is used as a URL. */
@Injectable()
export class SiteUrls {
  private readonly configured: Readonly<
    Record<string, { api?: string | undefined; app?: string | undefined }>
  >;

  constructor(@Inject(CONFIG) config: Config) {
    this.configured = {
      zendesk: { api: config.ZENDESK_URL_TEMPLATE },
      freshdesk: { api: config.FRESHDESK_URL_TEMPLATE },
      intercom: { api: config.INTERCOM_URL_TEMPLATE, app: config.INTERCOM_APP_URL_TEMPLATE },
      'request-tracker': { api: config.REQUEST_TRACKER_URL_TEMPLATE },
    };
  }

  /** The base of the platform's API, without a slash at the end. */
  api(at: Location): string {
    return filled(this.configured[at.platform]?.api ?? adapterFor(at.platform).urls.api, at);
  }

  /** The base of its web pages, where a person consents. */
  app(at: Location): string {
    const { urls } = adapterFor(at.platform);
    const template = this.configured[at.platform]?.app ?? urls.app;
    return template === undefined ? this.api(at) : filled(template, at);
  }
}

function filled(template: string, { platform, site, region }: Location): string {
  const { host = '' } = adapterFor(platform).regions.find(({ value }) => value === region) ?? {};
  // A site may have a port and a path (a server of one's own); its pattern has let nothing else through.
  return template.replace('{site}', encodeURI(site)).replace('{region}', host);
}
