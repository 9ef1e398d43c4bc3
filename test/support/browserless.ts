import { Nightdesk } from '@nightdesk/sdk';

/** Somebody on the page without a browser: the client of the page, and a place for its cookie. */
export class Browserless {
  readonly nightdesk: Nightdesk;
  /** `name=value`; empty while there is none. */
  cookie = '';
  /** As the last answer set it, with its flags. */
  cookieLine = '';

  constructor(url: string) {
    this.nightdesk = new Nightdesk({
      baseUrl: url,
      maxRetries: 0,
      fetch: (address, init) => this.fetch(address, init),
    });
  }

  private async fetch(address: string, init: RequestInit): Promise<Response> {
    const headers = {
      ...(init.headers as Record<string, string>),
      ...(this.cookie && { cookie: this.cookie }),
    };
    const response = await fetch(address, { ...init, headers });
    const [line] = response.headers.getSetCookie();
    if (line !== undefined) {
      this.cookieLine = line;
      this.cookie = line.split(';')[0] ?? '';
    }
    return response;
  }
}
