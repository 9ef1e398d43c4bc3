/** What the form holds. */
export interface Draft {
  platform: string;
  site: string;
  region: string;
  /** As chosen; a platform may not have it. */
  method: string;
  needs: 'all' | 'read';
  adminEmail: string;
  adminWebhookUrl: string;
  clientId: string;
  clientSecret: string;
  key: string;
  email: string;
  signingSecret: string;
}

export type FieldErrors = Partial<Record<keyof Draft, string>>;

const KEY = 'nightdesk.connect';
const LINK = 'nightdesk.link';
const secrets = { clientId: '', clientSecret: '', key: '', signingSecret: '' };
const empty: Draft = {
  platform: '',
  site: '',
  region: '',
  method: '',
  needs: 'all',
  adminEmail: '',
  adminWebhookUrl: '',
  email: '',
  ...secrets,
};
const linked = ['platform', 'site', 'region', 'method'] as const;

/** The form as it opens: from a link, else as it was before the consent page. */
export function openDraft(search: string, stored: string | null): Draft {
  const query = new URLSearchParams(search);
  const given = Object.fromEntries(
    linked.flatMap((name) => (query.has(name) ? [[name, query.get(name)]] : [])),
  ) as Partial<Draft>;
  const before = { ...empty, ...kept(stored) };
  // A link to another platform takes no site along that belongs to the earlier one.
  return given.platform !== undefined && given.platform !== before.platform
    ? { ...before, site: '', region: '', method: '', ...given }
    : { ...before, ...given };
}

/** The form for another platform: what opens one helpdesk must never be sent to another. */
export function withPlatform(draft: Draft, platform: string): Draft {
  return { ...draft, ...secrets, platform };
}

/** What may be kept in the browser while the person is away: nothing that opens a helpdesk. */
export function keepable(draft: Draft): string {
  const { platform, site, region, method, needs, adminEmail, adminWebhookUrl } = draft;
  return JSON.stringify({ platform, site, region, method, needs, adminEmail, adminWebhookUrl });
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

/** The link by which somebody without a login is here, for coming back to it from a consent that failed. */
export function storeLink(token: string): void {
  sessionStorage.setItem(LINK, token);
}

export function storedLink(): string | null {
  return sessionStorage.getItem(LINK);
}

function kept(stored: string | null): Partial<Draft> {
  return stored === null ? {} : (JSON.parse(stored) as Partial<Draft>);
}
