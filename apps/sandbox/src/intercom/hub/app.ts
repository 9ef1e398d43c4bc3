import type { Region } from '../types.js';
import { Subscription } from '../webhooks/subscription.js';
import type { IntercomStore } from '../store.js';
import { secretText } from '../store.js';

export interface NewApp {
  clientId: string;
  name: string;
  secret: string;
  visibility: 'private' | 'public';
  /** Where it was made; a private app works nowhere else. */
  homeWorkspaceId: string;
  redirectUris: string[];
  scopes: string[];
  /** Whose the Hub's access token is. */
  adminId: string;
  accessToken?: string | undefined;
}

/** One app of the Developer Hub. */
export class HubApp {
  readonly clientId: string;
  readonly secret: string;
  readonly visibility: 'private' | 'public';
  readonly homeWorkspaceId: string;
  /** What its parts are marked with; nothing tells it beforehand. */
  readonly packageCode: string;
  readonly subscription = new Subscription();
  readonly installations = new Set<string>();
  name: string;
  redirectUris: string[];
  /** Ticked in the Hub. */
  scopes: string[];
  /** The Hub's access token for the home workspace. */
  accessToken: string;
  limitPerMinute = 10_000;
  /** Whether the limit is for the app as a whole or for each workspace it is installed in. */
  limitIsPer: 'app' | 'workspace' = 'app';
  /** False: a write to something that does not exist answers 404 before scopes are looked at. */
  checksScopeFirst = true;
  /** The version of calls that name none, and of webhooks. */
  version = '2.16';

  constructor(
    private readonly store: IntercomStore,
    wanted: NewApp,
  ) {
    this.clientId = wanted.clientId;
    this.name = wanted.name;
    this.secret = wanted.secret;
    this.visibility = wanted.visibility;
    this.homeWorkspaceId = wanted.homeWorkspaceId;
    this.redirectUris = wanted.redirectUris;
    this.scopes = wanted.scopes;
    this.packageCode = `${wanted.clientId}-${(store.apps.size + 1) * 7919}`;
    store.apps.set(this.clientId, this);
    this.accessToken = this.#issue(wanted.adminId, wanted.accessToken);
  }

  /** Whether consent for this workspace can be given on the pages of that region. */
  offers(workspaceId: string, region: Region): boolean {
    const reachable = this.visibility === 'public' || workspaceId === this.homeWorkspaceId;
    return reachable && this.store.workspaces.get(workspaceId)?.region === region;
  }

  /** The old access token ends at once. */
  regenerateToken(): void {
    const old = this.store.tokens.get(this.accessToken);
    if (!old) throw new Error(`app ${this.clientId} lost its access token`);
    old.state = 'revoked';
    this.accessToken = this.#issue(old.adminId);
  }

  #issue(adminId: string, access: string = secretText()): string {
    const { clientId, homeWorkspaceId: workspaceId } = this;
    return this.store.addToken({ clientId, workspaceId, adminId, scopes: 'hub' }, access).access;
  }
}
