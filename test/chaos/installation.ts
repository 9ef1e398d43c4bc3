import { Nightdesk } from '@nightdesk/sdk';
import { freePort } from '../support/service.js';
import { firstKey, Visitor } from '../support/visitor.js';
import { Program } from './program.js';
import type { Stores } from './stores.js';

const admin = { email: 'admin@nightdesk.local', password: 'correct horse battery' };

/** Nightdesk as it runs in production: two apis and two workers, built, which share nothing but their stores. */
export class Installation {
  /** The apis, then the workers: the order that a plan counts in. */
  readonly programs: readonly Program[];
  clients: Nightdesk[] = [];
  visitors: Visitor[] = [];

  private constructor(
    private readonly urls: readonly string[],
    programs: readonly Program[],
  ) {
    this.programs = programs;
  }

  /** @param reserve makes the sandbox, once it is known where a person comes back to from a platform's consent. */
  static async start(
    stores: Stores,
    reserve: (
      redirectUri: string,
      apiUrls: readonly string[],
    ) => Promise<{ platformsUrl: string; sandboxUrl: string; webhookUrl?: string }>,
  ): Promise<Installation> {
    const ports = [await freePort(), await freePort(), await freePort(), await freePort()];
    const urls = ports.slice(0, 2).map((port) => `http://127.0.0.1:${port}`);
    const [publicUrl = ''] = urls;
    const { platformsUrl, sandboxUrl, webhookUrl } = await reserve(`${publicUrl}/connect/callback`, urls);
    const environment = {
      ...stores.environment,
      LOG_LEVEL: 'warn',
      PUBLIC_URL: publicUrl,
      ...(webhookUrl !== undefined && { WEBHOOK_URL: webhookUrl }),
      KEY_RING: `chaos:${Buffer.alloc(32, 7).toString('base64')}`,
      ADMIN_EMAIL: admin.email,
      ADMIN_PASSWORD: admin.password,
      ALLOW_PRIVATE_HOSTS: '127.0.0.1',
      ZENDESK_URL_TEMPLATE: `${platformsUrl}/zendesk/{site}`,
      ZENDESK_CLIENT_ID: 'nightdesk',
      ZENDESK_CLIENT_SECRET: 'sandbox-secret',
      FRESHDESK_URL_TEMPLATE: `${platformsUrl}/freshdesk/{site}`,
      INTERCOM_URL_TEMPLATE: `${platformsUrl}/intercom{region}`,
      INTERCOM_APP_URL_TEMPLATE: `${platformsUrl}/intercom-app{region}`,
      INTERCOM_CLIENT_ID: 'nightdesk',
      INTERCOM_CLIENT_SECRET: 'sandbox-secret',
    };
    const programs = ports.map((port, n) => {
      const [kind, variable] = n < 2 ? (['api', 'PORT'] as const) : (['worker', 'HEALTH_PORT'] as const);
      const main = `dist/apps/${kind}/src/main.js`;
      const given = { ...environment, [variable]: String(port) };
      return new Program(`${kind} ${(n % 2) + 1}`, main, given, `http://127.0.0.1:${port}/readyz`);
    });
    const installation = new Installation(urls, programs);
    try {
      await Promise.all(programs.map((program) => program.up()));
      const apiKey = await firstKey(publicUrl, admin.email, admin.password);
      installation.clients = installation.urls.map(
        (baseUrl) => new Nightdesk({ baseUrl, apiKey, maxRetries: 0 }),
      );
      installation.visitors = installation.urls.map((url) => new Visitor(url, sandboxUrl, apiKey));
      return installation;
    } catch (error) {
      await installation.stop();
      throw error;
    }
  }

  /** Everything up and ready, whatever was done to it. */
  async restore(): Promise<void> {
    await Promise.all(this.programs.map((program) => program.up()));
  }

  async stop(): Promise<void> {
    await Promise.all(this.programs.map((program) => program.stop()));
  }
}
