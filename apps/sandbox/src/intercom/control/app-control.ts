import type { World } from '../../world.js';
import { notFound } from '../errors.js';
import type { HubApp } from '../hub/app.js';
import { appPrefix } from '../regions.js';
import type { Scope } from '../scopes.js';
import { ping } from '../webhooks/notify.js';
import { setWebhook } from '../webhooks/set-up.js';
import { AppChange, Scopes } from './schemas.js';

/** What a test or an operator can do to one app of the Developer Hub. */
export class IntercomAppControl {
  readonly app: HubApp;

  /** @throws Refused when there is no such app. */
  constructor(
    private readonly world: World,
    clientId: string,
    private readonly base: () => string,
  ) {
    const app = world.intercom.apps.get(clientId);
    if (!app) throw notFound(`There is no app ${clientId}`);
    this.app = app;
  }

  /** Everything of the app, secrets included. */
  describe() {
    const { clientId, name, secret, visibility, homeWorkspaceId, packageCode, redirectUris } = this.app;
    const { scopes, accessToken, limitPerMinute, limitIsPer, checksScopeFirst, version } = this.app;
    const { url, topics, attempts } = this.app.subscription;
    const state = this.app.subscription.state(this.world.clock.now());
    return {
      clientId,
      name,
      secret,
      visibility,
      homeWorkspaceId,
      packageCode,
      redirectUris,
      scopes,
      accessToken,
      limitPerMinute,
      limitIsPer,
      checksScopeFirst,
      version,
      hubUrl: `${this.base()}${appPrefix('us')}/developer-hub/${clientId}`,
      installations: [...this.app.installations],
      webhook: { url, topics, state, attempts: [...attempts] },
    };
  }

  change(wanted: AppChange): void {
    const given = Object.entries(AppChange.parse(wanted)).filter(([, value]) => value !== undefined);
    Object.assign(this.app, Object.fromEntries(given));
  }

  /** Ticks exactly these in the Hub. Tokens given at consent keep what they had. */
  setScopes(scopes: Scope[]): void {
    this.app.scopes = Scopes.parse({ scopes }).scopes;
  }

  /** Runs the HEAD check as the Hub does. @throws Refused when the URL or a topic is not accepted. */
  async setWebhook({ url, topics }: { url: string | null; topics: string[] }): Promise<void> {
    await setWebhook(this.world, this.app, url, topics);
  }

  /** Sends the Hub's test to the webhook URL, if there is one. */
  ping(): void {
    ping(this.world, this.app);
  }

  regenerateToken(): { accessToken: string } {
    this.app.regenerateToken();
    return { accessToken: this.app.accessToken };
  }

  /** The app goes from a workspace, as when somebody removes it in the app store. */
  uninstall(workspaceId: string): void {
    this.world.intercom.uninstall(this.app.clientId, workspaceId);
  }
}
