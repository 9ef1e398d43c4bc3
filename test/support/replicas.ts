import { Nightdesk } from '@nightdesk/sdk';
import { ZendeskSite } from '../chaos/sites/zendesk.js';
import { Balancer } from '../chaos/intake/balancer.js';
import type { EngineWorld } from './engines.js';
import { freePort, Service } from './service.js';
import { Visitor } from './visitor.js';
import { World } from './world.js';

/** A site of the sandbox with the account that stands for it. */
export interface ConnectedSite {
  site: ZendeskSite;
  account: string;
}

/** How a process ended that was asked to. */
export interface Ended {
  name: string;
  code: number | null;
  seconds: number;
}

/** Nightdesk as it is scaled out: several apis behind a load balancer, several workers, one Postgres and one engine. */
export class Replicas {
  private constructor(
    readonly world: World,
    readonly balancer: Balancer,
    readonly apis: readonly { url: string; service: Service; client: Nightdesk }[],
    readonly workers: readonly Service[],
  ) {}

  static async start(
    engine: Pick<EngineWorld, 'databaseUrl' | 'redis'>,
    count: { apis: number; workers: number },
    more: Readonly<Record<string, string>> = {},
  ): Promise<Replicas> {
    const balancer = await Balancer.start();
    const given = { WEBHOOK_URL: balancer.url, LOG_LEVEL: 'warn', ...more };
    const world = await World.start(engine, given);
    const { environment } = world;
    const begin = async (main: string, variable: 'PORT' | 'HEALTH_PORT') => {
      const port = await freePort();
      const url = `http://127.0.0.1:${port}`;
      const service = new Service(main, { ...environment, [variable]: String(port) }, `${url}/readyz`);
      await service.start();
      return { url, service };
    };
    const times = <T>(n: number, make: () => Promise<T>) => Promise.all(Array.from({ length: n }, make));
    const [apis, workers] = await Promise.all([
      times(count.apis - 1, () => begin('apps/api/src/main.ts', 'PORT')),
      times(count.workers - 1, () => begin('apps/worker/src/main.ts', 'HEALTH_PORT')),
    ]);
    const all = [{ url: world.url, service: world.api }, ...apis];
    balancer.apis = all.map(({ url }) => url);
    return new Replicas(
      world,
      balancer,
      all.map((api) => ({ ...api, client: new Nightdesk({ baseUrl: api.url, apiKey: world.key }) })),
      [world.worker, ...workers.map(({ service }) => service)],
    );
  }

  /** Makes a site that stands any number of reads, and connects it. */
  async connect(name: string): Promise<ConnectedSite> {
    const { sandbox, url, key } = this.world;
    const site = new ZendeskSite(sandbox, name);
    const visitor = new Visitor(url, sandbox.url, key);
    const account = (await visitor.connect(name)).searchParams.get('account');
    if (account === null) throw new Error(`the connect of ${name} ended without an account`);
    return { site, account };
  }

  /** Each process in its turn, by SIGTERM and anew, while all others are up. */
  async restartInTurn(): Promise<Ended[]> {
    const ended: Ended[] = [];
    for (const [name, service] of this.inTurn()) {
      const asked = performance.now();
      const code = await service.stop();
      ended.push({ name, code, seconds: (performance.now() - asked) / 1_000 });
      await service.start();
    }
    return ended;
  }

  async stop(): Promise<void> {
    const [, ...apis] = this.apis;
    const [, ...workers] = this.workers;
    await Promise.all([...apis.map(({ service }) => service), ...workers].map((service) => service.stop()));
    await this.world.stop();
    this.balancer.stop();
  }

  /** An api, a worker, an api, and so on. */
  private inTurn(): [string, Service][] {
    const apis = this.apis.map(({ service }, n): [string, Service] => [`api ${n + 1}`, service]);
    const workers = this.workers.map((service, n): [string, Service] => [`worker ${n + 1}`, service]);
    const pairs = Array.from({ length: Math.max(apis.length, workers.length) }, (_, n) => [
      apis[n],
      workers[n],
    ]);
    return pairs.flat().filter((one) => one !== undefined);
  }
}
