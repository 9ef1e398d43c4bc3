import type { Desk } from './desk.js';
import { consentPage, cookieOf } from './desk.js';

/** Somebody who was given a link and has no login: what such a person's browser asks of the api. */
export class LinkHolder {
  constructor(private readonly desk: () => Desk) {}

  ask(path: 'open' | 'start' | 'key', body: object): Promise<Response> {
    return fetch(`${this.desk().world.url}/v1/connect-links/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  start(token: string, body: object = {}): Promise<Response> {
    return this.ask('start', { token, platform: 'zendesk', ...body });
  }

  /** Answers the consent page of a start; the result is where the browser is sent at the end. */
  async answer(started: Response, decision: 'allow' | 'deny' = 'allow'): Promise<URL> {
    const { world } = this.desk();
    return world.callback(await world.consent(await consentPage(started), decision), cookieOf(started));
  }
}

/** The last part of a link's address. */
export const tokenOf = ({ url }: { url: string }) => new URL(url).pathname.split('/').at(-1) ?? '';
