import type { EngineWorld } from './engines.js';
import { freePort, Service } from './service.js';
import { World } from './world.js';

/** An installation with two worker processes and one Zendesk account whose site stands any number of calls. */
export class TwoWorkers {
  private constructor(
    readonly world: World,
    readonly second: Service,
    readonly account: string,
  ) {}

  static async start(engine: EngineWorld, more: Readonly<Record<string, string>> = {}): Promise<TwoWorkers> {
    const world = await World.start(engine, more);
    const HEALTH_PORT = String(await freePort());
    const ready = `http://127.0.0.1:${HEALTH_PORT}/readyz`;
    const second = new Service('apps/worker/src/main.ts', { ...world.environment, HEALTH_PORT }, ready);
    await second.start();
    world.sandbox.control.zendesk('acme').change({ plan: 'Suite Enterprise Plus', highVolume: true });
    return new TwoWorkers(world, second, await world.account());
  }

  async stop(): Promise<void> {
    await this.second.stop();
    await this.world.stop();
  }

  /** Calls of the account that reached the platform, oldest first. */
  calls() {
    return this.world.sandbox.control
      .requests({ platform: 'zendesk', site: 'acme' })
      .filter(({ route }) => route.startsWith('/api/v2/tickets'));
  }

  fault(kind: Parameters<World['sandbox']['control']['fault']>[0]['kind'], more: object = {}): void {
    this.world.sandbox.control.fault({ platform: 'zendesk', site: 'acme', kind, ...more });
  }

  async health() {
    const { accounts } = await this.world.nightdesk.overview();
    const found = accounts.find(({ id }) => id === this.account);
    if (!found) throw new Error('the account is not on the page');
    return found;
  }

  reply(ticketId: string, body: string) {
    return this.world.nightdesk.submit(this.account, ticketId, { steps: [{ kind: 'reply', body }] });
  }

  operation(id: string) {
    return this.world.nightdesk.operation(id);
  }
}
