import { type CanActivate, type ExecutionContext, Inject, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiKeys, type KeyScope, Sessions } from '@nightdesk/access';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import { ProblemException } from './problem.js';
import { type ApiRequest, bearerOf, type Principal, sessionCookie } from './request.js';

export const scopeKey = 'nightdesk:scope';
/** The scope that a route needs; `public` routes ask for nobody. A route without it lets nobody in. */
export const Needs = (scope: KeyScope | 'public') => SetMetadata(scopeKey, scope);

export const reachKey = 'nightdesk:reach';
/** The route concerns all accounts at once, so a key that is for some of them may not use it. */
export const WholeInstallation = () => SetMetadata(reachKey, 'whole');
/**
 * The route keeps to the accounts of whoever asks, or tells nothing of any. A route that has neither this nor `:accountId` in its
 * path is closed to a key that is for some accounts.
 */
export const AnyAccounts = () => SetMetadata(reachKey, 'any');

const unsafe = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** Lets in who may: an API key by its scopes and accounts, a person by session, role and CSRF token. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly keys: ApiKeys,
    private readonly sessions: Sessions,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const scope = this.reflector.getAllAndOverride<KeyScope | 'public' | undefined>(scopeKey, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (scope === 'public') return true;
    const request = context.switchToHttp().getRequest<ApiRequest>();
    const principal = (await this.byKey(request)) ?? (await this.bySession(request));
    if (!principal) {
      throw refused(
        401,
        'Not signed in',
        'Send an API key as "Authorization: Bearer nd_…", or sign in on the page.',
      );
    }
    if (scope === undefined || !principal.scopes.includes(scope)) {
      throw refused(
        403,
        'Not allowed',
        `This needs the scope "${scope ?? 'none'}"; you have: ${principal.scopes.join(', ')}.`,
      );
    }
    const { accountId } = request.params as { accountId?: string };
    const reach = this.reflector.getAllAndOverride<'whole' | 'any' | undefined>(reachKey, [
      context.getHandler(),
      context.getClass(),
    ]);
    const isWhole = reach === 'whole' || (reach === undefined && accountId === undefined);
    if (isWhole && principal.accountIds.length > 0) {
      throw refused(
        403,
        'Not allowed',
        'This concerns every account, and this key is for some of them only.',
      );
    }
    if (
      accountId !== undefined &&
      principal.accountIds.length > 0 &&
      !principal.accountIds.includes(accountId)
    ) {
      throw refused(403, 'Not allowed', `This key is not for account ${accountId}.`);
    }
    request.principal = principal;
    return true;
  }

  private async byKey(request: ApiRequest): Promise<Principal | null> {
    const presented = bearerOf(request);
    if (presented === undefined) return null;
    const grant = await this.keys.find(presented);
    if (!grant)
      throw refused(401, 'API key refused', 'The API key is unknown or was revoked. Make one on the page.');
    return { ...grant, kind: 'key', name: `the API key “${grant.name}”` };
  }

  private async bySession(request: ApiRequest): Promise<Principal | null> {
    const token = request.cookies[sessionCookie(this.config)];
    if (token === undefined) return null;
    const session = await this.sessions.find(token);
    if (!session) return null;
    const csrf = request.headers['x-csrf-token'];
    if (unsafe.has(request.method) && (typeof csrf !== 'string' || !this.sessions.ownsCsrf(token, csrf))) {
      throw refused(403, 'CSRF token missing', 'Send the csrfToken of GET /v1/session as X-CSRF-Token.');
    }
    const scopes: KeyScope[] = session.role === 'operator' ? ['read', 'write', 'admin'] : ['read'];
    return {
      kind: 'user',
      id: session.userId,
      name: session.email,
      scopes,
      accountIds: [],
      tier: 'standard',
    };
  }
}

function refused(status: number, title: string, detail: string): ProblemException {
  return new ProblemException({ status, title, detail });
}
