import type { HelpdeskCredential, OAuthClient, OAuthTokens } from '@nightdesk/helpdesks/contract';

/** Which of an account's lanes a credential serves. */
export type CredentialLane = 'both' | 'read' | 'write';

/** A credential ready to be used; never logged, never stored, dropped after the call. */
export interface OpenCredential {
  id: string;
  accountId: string;
  version: number;
  /** `both`, or the lane that has it for itself. */
  lane: CredentialLane;
  use: HelpdeskCredential;
  expiresAt: Date | null;
}

/** A credential to be stored for an account. */
export interface NewGrant {
  use: HelpdeskCredential;
  /** Only OAuth tokens that expire have one. */
  refreshToken: string | null;
  scopes: string[];
  /** When it ends; of a key, when the platform stops accepting such keys. */
  expiresAt: Date | null;
  refreshTokenExpiresAt: Date | null;
}

/** OAuth tokens as a grant. */
export function grantOf({ accessToken, ...rest }: OAuthTokens): NewGrant {
  return { use: { kind: 'oauth', accessToken }, ...rest };
}

/** Which OAuth client a grant was made by. */
export interface StoredClient extends OAuthClient {
  /** Null: the one that the configuration names for the platform. */
  id: string | null;
}

/** Thrown when an account has no credential for a lane. */
export class CredentialMissing extends Error {
  override readonly name = 'CredentialMissing';

  constructor(accountId: string, lane: string) {
    super(`Account ${accountId} has no credential for its ${lane} lane; connect it again.`);
  }
}

/** Thrown when an account has no token that can be refreshed. */
export class NothingToRefresh extends Error {
  override readonly name = 'NothingToRefresh';

  constructor() {
    super(
      'This account has no OAuth token that can be refreshed: keys and API tokens stay as they are until a person replaces ' +
        'them. Check the account again to learn whether the platform still takes what is stored.',
    );
  }
}

/** Thrown when no OAuth client is known for a site. */
export class OAuthClientMissing extends Error {
  override readonly name = 'OAuthClientMissing';

  constructor(platform: string, site: string) {
    super(
      `No OAuth client is known for ${platform} site "${site}". Enter the client id and secret that you made there, or ` +
        `configure one for the platform (${platform.toUpperCase()}_CLIENT_ID, ${platform.toUpperCase()}_CLIENT_SECRET).`,
    );
  }
}
