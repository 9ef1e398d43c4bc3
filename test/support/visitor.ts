/** Who acts at the platform's consent page, and how. */
export interface Consent {
  decision?: 'allow' | 'deny';
  /** Absent: everything that is asked for. */
  granted?: readonly string[] | undefined;
}

/** Does over HTTP what a person's browser does to connect a site of the sandbox. */
export class Visitor {
  /** @param key an API key with the scope `admin`. */
  constructor(
    private readonly url: string,
    private readonly sandboxUrl: string,
    private readonly key: string,
  ) {}

  /** The whole flow; answers the page on which it ended. */
  async connect(site: string, consent: Consent = {}, adminEmail = ''): Promise<URL> {
    const { redirectUrl, cookie } = await this.start(site, adminEmail);
    return this.callback(await this.consent(redirectUrl, consent), cookie);
  }

  async start(site: string, adminEmail = ''): Promise<{ redirectUrl: URL; cookie: string }> {
    const started = await fetch(`${this.url}/v1/connect/start`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${this.key}` },
      body: JSON.stringify({ platform: 'zendesk', site, adminEmail }),
    });
    if (!started.ok) throw new Error(`the connect did not start: ${await started.text()}`);
    const { redirectUrl } = (await started.json()) as { redirectUrl: string };
    return { redirectUrl: new URL(redirectUrl), cookie: cookieOf(started) };
  }

  /** Answers the consent page as the site's admin; the result is the callback's address. */
  async consent(page: URL, { decision = 'allow', granted }: Consent = {}): Promise<URL> {
    const form = new URLSearchParams(page.searchParams);
    for (const scope of granted ?? (page.searchParams.get('scope') ?? '').split(' '))
      form.append('granted', scope);
    form.set('decision', decision);
    form.set('user_id', String(await this.adminOf(page.pathname.split('/')[2] ?? '')));
    const [address = ''] = page.href.split('/new');
    const answer = await fetch(address, { method: 'POST', body: form, redirect: 'manual' });
    return new URL(answer.headers.get('location') ?? '', page);
  }

  async callback(address: URL, cookie: string): Promise<URL> {
    const ended = await fetch(address, { headers: { Cookie: cookie }, redirect: 'manual' });
    return new URL(ended.headers.get('location') ?? '', this.url);
  }

  private async adminOf(site: string): Promise<number | undefined> {
    const described = await fetch(`${this.sandboxUrl}/control/zendesk/${site}`);
    const { users } = (await described.json()) as { users: { id: number; role: string }[] };
    return users.find(({ role }) => role === 'admin')?.id;
  }
}

/** Signs in and makes an API key that may do everything. */
export async function firstKey(url: string, email: string, password: string): Promise<string> {
  const login = await fetch(`${url}/v1/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  const { csrfToken } = (await login.json()) as { csrfToken: string };
  const made = await fetch(`${url}/v1/api-keys`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Cookie: cookieOf(login),
      'X-CSRF-Token': csrfToken,
      'Idempotency-Key': 'first-key',
    },
    body: JSON.stringify({ name: 'first', scopes: ['read', 'write', 'admin'] }),
  });
  if (!made.ok) throw new Error(`no API key was made: ${await made.text()}`);
  return ((await made.json()) as { key: string }).key;
}

function cookieOf(response: Response): string {
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}
