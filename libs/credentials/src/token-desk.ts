import { Injectable } from '@nestjs/common';
import { Accounts, type AccountCause } from '@nightdesk/accounts';
import { HelpdeskError, type OAuthTokens } from '@nightdesk/helpdesks/contract';
import { adapterFor } from '@nightdesk/helpdesks/directory';
import { Clock } from '@nightdesk/platform/clock';
import type { SealedCredential } from './credentials.store.js';
import { OAuthClients } from './oauth-clients.js';
import { TokenWire } from './token-wire.js';

/** Everything that a token exchange needs besides the stored row. */
@Injectable()
export class TokenDesk {
  constructor(
    private readonly accounts: Accounts,
    private readonly clients: OAuthClients,
    private readonly wire: TokenWire,
    private readonly clock: Clock,
  ) {}

  async exchange(row: SealedCredential, refreshToken: string): Promise<OAuthTokens> {
    const account = await this.accounts.get(row.accountId);
    const { platform } = account;
    const adapter = adapterFor(platform);
    const refresh = adapter.oauth?.refresh;
    if (!refresh) throw new HelpdeskError('invalid', `${adapter.title} has no tokens to refresh`);
    const client = await this.clients.byId(row.oauthClientId, platform);
    const now = this.clock.now();
    const tokens = await refresh(this.wire.send(account, null), { client, refreshToken }, now);
    const scopes = tokens.scopes.length > 0 ? tokens.scopes : row.scopes;
    if (tokens.expiresAt !== null) return { ...tokens, scopes };
    // Not said in the answer: the platform is asked, because a token that ends must not be taken for one that does not.
    const credential = { kind: 'oauth', accessToken: tokens.accessToken } as const;
    try {
      const { expiresAt } = await adapter.whoami(this.wire.send(account, credential));
      return { ...tokens, scopes, expiresAt };
    } catch (error) {
      // The old pair is spent: whatever else fails, the new one must be stored.
      if (!(error instanceof HelpdeskError)) throw error;
      return { ...tokens, scopes, expiresAt: asBefore(row, now) };
    }
  }

  /** The account can do nothing more until somebody connects it again. */
  giveUp(accountId: string, cause: AccountCause, detail: string): Promise<void> {
    return this.accounts.move(accountId, cause, { detail });
  }
}

/** The end of a token that lives as long as the one before it. */
function asBefore({ expiresAt, refreshedAt, createdAt }: SealedCredential, now: Date): Date | null {
  if (expiresAt === null) return null;
  return new Date(now.getTime() + expiresAt.getTime() - (refreshedAt ?? createdAt).getTime());
}
