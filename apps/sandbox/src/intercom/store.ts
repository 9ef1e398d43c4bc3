import { randomBytes } from 'node:crypto';
import type { World } from '../world.js';
import { secretMark } from '../secret-mark.js';
import type { HubApp } from './hub/app.js';
import { Windows } from './limits.js';
import type { AuthorizationCode, Token } from './types.js';
import type { Workspace } from './workspace.js';

/** All of Intercom: the apps of its Developer Hub, the workspaces of every region, and the tokens that join them. */
export class IntercomStore {
  readonly apps = new Map<string, HubApp>();
  readonly workspaces = new Map<string, Workspace>();
  readonly tokens = new Map<string, Token>();
  readonly codes = new Map<string, AuthorizationCode>();
  readonly windows: Windows;

  constructor(readonly world: World) {
    this.windows = new Windows(() => world.clock.seconds());
  }

  /** A new token; an app that has one is installed in the workspace. */
  addToken(wanted: Omit<Token, 'access' | 'state'>, access = secretText()): Token {
    const token: Token = { ...wanted, access, state: 'live' };
    this.tokens.set(access, token);
    this.apps.get(token.clientId)?.installations.add(token.workspaceId);
    return token;
  }

  liveTokens(workspaceId: string): Token[] {
    return [...this.tokens.values()].filter(
      (token) => token.workspaceId === workspaceId && token.state === 'live',
    );
  }

  scopesOf({ scopes, clientId }: Token): readonly string[] {
    return scopes === 'hub' ? (this.apps.get(clientId)?.scopes ?? []) : scopes;
  }

  /** The app goes from the workspace: all its tokens there end, and nothing is sent to it any more. */
  uninstall(clientId: string, workspaceId: string): void {
    for (const token of this.liveTokens(workspaceId))
      if (token.clientId === clientId) token.state = 'revoked';
    this.apps.get(clientId)?.installations.delete(workspaceId);
  }
}

/** A credential nobody can guess. */
export const secretText = (bytes = 30): string => secretMark + randomBytes(bytes - 9).toString('base64url');
