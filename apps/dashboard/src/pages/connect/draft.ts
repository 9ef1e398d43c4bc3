import type { PlatformChoice } from '@nightdesk/sdk';

/** What the form holds. */
export interface Draft {
  platform: string;
  site: string;
  adminEmail: string;
  adminWebhookUrl: string;
  clientId: string;
  clientSecret: string;
}

const KEY = 'nightdesk.connect';
const empty: Draft = {
  platform: '',
  site: '',
  adminEmail: '',
  adminWebhookUrl: '',
  clientId: '',
  clientSecret: '',
};

/** The form as it opens: from a link (`?platform=&site=`), else as it was before the consent page. */
export function openDraft(search: string, stored: string | null): Draft {
  const given = new URLSearchParams(search);
  const draft = { ...empty, ...kept(stored) };
  return {
    ...draft,
    platform: given.get('platform') ?? draft.platform,
    site: given.get('site') ?? draft.site,
  };
}

/** What may be kept in the browser while the person is away: everything but the client. */
export function keepable({ platform, site, adminEmail, adminWebhookUrl }: Draft): string {
  return JSON.stringify({ platform, site, adminEmail, adminWebhookUrl });
}

export function storedDraft(): string | null {
  return sessionStorage.getItem(KEY);
}

export function storeDraft(draft: Draft): void {
  sessionStorage.setItem(KEY, keepable(draft));
}

export function forgetDraft(): void {
  sessionStorage.removeItem(KEY);
}

/** Why a site cannot be right, or null. The api checks it again, by the same pattern. */
export function siteProblem(
  site: string,
  { title, sitePattern, siteExample }: PlatformChoice,
): string | null {
  const typed = site.trim().toLowerCase();
  if (typed === '') return `Type the site, for example ${siteExample}.`;
  if (new RegExp(`^(?:${sitePattern})$`).test(typed)) return null;
  return `This is no ${title} site. It must look like ${siteExample} (pattern ${sitePattern}).`;
}

function kept(stored: string | null): Partial<Draft> {
  return stored === null ? {} : (JSON.parse(stored) as Partial<Draft>);
}
