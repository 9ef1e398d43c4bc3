/** The little of `oidc-provider` (which brings no types) that the tests use. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  export default class Provider {
    constructor(issuer: string, configuration: object);
    callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
    on(event: 'grant.success', listener: (context: { body: TokenAnswer }) => void): this;
  }

  export interface TokenAnswer {
    access_token: string;
    refresh_token: string;
    expires_in: number;
  }
}
