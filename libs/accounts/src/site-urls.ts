import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '@nightdesk/platform/config';

/** Where a site answers. The host is built here from a checked site name; nothing a person types is used as a URL. */
@Injectable()
export class SiteUrls {
  private readonly templates: Readonly<Record<string, string>>;

  constructor(@Inject(CONFIG) config: Config) {
    this.templates = { zendesk: config.ZENDESK_URL_TEMPLATE };
  }

  for(platform: string, site: string): string {
    const template = this.templates[platform];
    if (template === undefined) throw new Error(`no URL template is configured for platform "${platform}"`);
    return template.replace('{site}', encodeURIComponent(site));
  }
}
