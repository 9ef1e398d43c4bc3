import { startSandbox, type Sandbox } from '../../apps/sandbox/src/sandbox.js';
import { type Event } from '@nightdesk/contract';
import { Nightdesk } from '@nightdesk/sdk';
import { Consumer } from './consumer.js';
import type { EngineWorld } from './engines.js';
import { KEY_RING } from './key-ring.js';
import { freePort, Service } from './service.js';
import { until } from './until.js';
import { firstKey, Visitor } from './visitor.js';

const admin = { email: 'admin@nightdesk.local', password: 'correct horse battery' };

/** What `connect` may do otherwise than a person who allows everything. */
export interface ConnectOptions {
  site?: string;
  granted?: readonly string[];
  decision?: 'allow' | 'deny';
  adminEmail?: string;
}

/** A whole installation: api and worker as processes, the sandbox helpdesk, an automation that listens. */
export class World {
  sandbox!: Sandbox;
  consumer!: Consumer;
  api!: Service;
  worker!: Service;
  nightdesk!: Nightdesk;
  visitor!: Visitor;
  key = '';
  url = '';
  /** What api and worker were started with. */
  environment: Readonly<Record<string, string>> = {};

  static async start(
    engine: Pick<EngineWorld, 'databaseUrl' | 'redis'>,
    more: Readonly<Record<string, string>> = {},
    sandbox: Parameters<typeof startSandbox>[0] = {},
  ): Promise<World> {
    const world = new World();
    const [port, healthPort] = [await freePort(), await freePort()];
    world.url = `http://127.0.0.1:${port}`;
    world.sandbox = await startSandbox({
      redirectUris: [`${world.url}/connect/callback`],
      ...sandbox,
    });
    world.consumer = await Consumer.start();
    const environment = {
      DATABASE_URL: engine.databaseUrl,
      ...(engine.redis ? { REDIS_URL: engine.redis.url } : {}),
      PORT: String(port),
      HEALTH_PORT: String(healthPort),
      PUBLIC_URL: world.url,
      KEY_RING,
      ADMIN_EMAIL: admin.email,
      ADMIN_PASSWORD: admin.password,
      ALLOW_PRIVATE_HOSTS: '127.0.0.1',
      ZENDESK_URL_TEMPLATE: `${world.sandbox.url}/zendesk/{site}`,
      ZENDESK_CLIENT_ID: 'nightdesk',
      ZENDESK_CLIENT_SECRET: 'sandbox-secret',
      FRESHDESK_URL_TEMPLATE: `${world.sandbox.url}/freshdesk/{site}`,
      INTERCOM_URL_TEMPLATE: `${world.sandbox.url}/intercom{region}`,
      INTERCOM_APP_URL_TEMPLATE: `${world.sandbox.url}/intercom-app{region}`,
      INTERCOM_CLIENT_ID: 'nightdesk',
      INTERCOM_CLIENT_SECRET: 'sandbox-secret',
      REQUEST_TRACKER_URL_TEMPLATE: 'http://{site}',
      ...more,
    };
    world.environment = environment;
    world.api = new Service('apps/api/src/main.ts', environment, `${world.url}/readyz`);
    world.worker = new Service(
      'apps/worker/src/main.ts',
      environment,
      `http://127.0.0.1:${healthPort}/readyz`,
    );
    try {
      await Promise.all([world.api.start(), world.worker.start()]);
      await world.enter();
      return world;
    } catch (error) {
      await world.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    try {
      await Promise.all([this.api.stop(), this.worker.stop()]);
    } finally {
      this.consumer.stop();
      await this.sandbox.close();
    }
  }

  /** Takes an account through the real OAuth flow, as a browser would; answers where it ended. */
  async connect(options: ConnectOptions = {}): Promise<URL> {
    const { site = 'acme', decision = 'allow', adminEmail = '' } = options;
    return this.visitor.connect(site, { decision, granted: options.granted }, adminEmail);
  }

  startConnect(site: string, adminEmail = ''): Promise<{ redirectUrl: URL; cookie: string }> {
    return this.visitor.start(site, adminEmail);
  }

  /** Answers the platform's consent page; the result is the callback's address. */
  consent(page: URL, decision: 'allow' | 'deny', granted?: readonly string[]): Promise<URL> {
    return this.visitor.consent(page, { decision, granted });
  }

  callback(address: URL, cookie: string): Promise<URL> {
    return this.visitor.callback(address, cookie);
  }

  /** Connects and answers the account's id. */
  async account(options: ConnectOptions = {}): Promise<string> {
    const end = await this.connect(options);
    const id = end.searchParams.get('account');
    if (id === null) throw new Error(`the connect ended at ${end.href}\n${this.api.said.slice(-4_000)}`);
    return id;
  }

  /** A ticket that a customer writes at the platform; answers its id. */
  customerWrites(message: string, subject = 'Help'): string {
    return String(this.sandbox.control.zendesk('acme').desk.customerOpens(subject, message));
  }

  /** Waits for events of a type to reach the automation. */
  async events(type: Event['type'], count = 1): Promise<Event[]> {
    return until(() => {
      const found = this.consumer.received(type);
      return found.length >= count ? found : null;
    }, 30_000);
  }

  private async enter(): Promise<void> {
    this.key = await firstKey(this.url, admin.email, admin.password);
    this.visitor = new Visitor(this.url, this.sandbox.url, this.key);
    // Tests judge each answer as it is.
    this.nightdesk = new Nightdesk({ baseUrl: this.url, apiKey: this.key, maxRetries: 0 });
    const subscriber = await this.nightdesk.createSubscriber({ url: this.consumer.url });
    this.consumer.secret = subscriber.secret;
  }
}
