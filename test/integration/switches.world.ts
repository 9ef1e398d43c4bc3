import type { Operation } from '@nightdesk/contract';
import { Nightdesk, type OperationRequest } from '@nightdesk/sdk';
import type { EngineWorld } from '../support/engines.js';
import { freePort, Service } from '../support/service.js';
import { until } from '../support/until.js';
import { World } from '../support/world.js';

/** One connected site, with tickets of customers. */
export interface Site {
  platform: 'zendesk' | 'freshdesk';
  name: string;
  account: string;
  tickets: string[];
}

/** An operation that was accepted, and what it must write. */
export interface Asked {
  site: Site;
  id: string;
  ticketId: string;
  body: string;
}

/** Calls at the sandbox that a test looks at. */
export interface Calls {
  platform?: string;
  site?: string;
  method?: string;
}

/** An installation with two worker processes and several sites, so that both have lanes to run. */
export class ControlRoom {
  readonly sites: Site[] = [];

  private constructor(
    readonly world: World,
    private readonly second: Service,
  ) {}

  static async open(engine: EngineWorld): Promise<ControlRoom> {
    const world = await World.start(engine);
    const HEALTH_PORT = String(await freePort());
    const environment = { ...world.environment, HEALTH_PORT };
    const second = new Service(
      'apps/worker/src/main.ts',
      environment,
      `http://127.0.0.1:${HEALTH_PORT}/readyz`,
    );
    const room = new ControlRoom(world, second);
    await second.start();
    return room;
  }

  async close(): Promise<void> {
    await Promise.all([this.second.stop(), this.world.stop()]);
  }

  get api(): Nightdesk {
    return this.world.nightdesk;
  }

  get control(): World['sandbox']['control'] {
    return this.world.sandbox.control;
  }

  /** A Zendesk site with high limits whose calls take 200 ms each, so that something is always in flight. */
  async zendesk(name: string, tickets: number): Promise<Site> {
    const plan = { plan: 'Suite Enterprise Plus', highVolume: true } as const;
    const client = { secret: 'sandbox-secret' };
    this.control.addZendeskSite({ subdomain: name, ...plan, client });
    const account = await this.world.account({ site: name });
    return this.opened({ platform: 'zendesk', name, account }, tickets);
  }

  async freshdesk(domain: string, tickets: number): Promise<Site> {
    const { domain: name, agents, adminId } = this.control.addFreshdeskSite({ domain });
    const key = agents.find(({ id }) => id === adminId)?.apiKey ?? '';
    const connected = await this.api.connectByKey({ platform: 'freshdesk', site: name, key });
    const site = { platform: 'freshdesk', name, account: connected.accountId } as const;
    return this.opened(site, tickets);
  }

  /** One operation for each ticket and body, in the order of the bodies; a few tickets at a time. */
  async ask(site: Site, steps: (body: string) => OperationRequest['steps'], ...bodies: string[]) {
    const asked: Asked[] = [];
    const tickets = site.tickets.values();
    const some = async () => {
      for (const ticketId of tickets)
        for (const body of bodies) {
          const { id } = await this.api.submit(site.account, ticketId, { steps: steps(body) });
          asked.push({ site, id, ticketId, body });
        }
    };
    await Promise.all([some(), some(), some()]);
    return asked;
  }

  replies(site: Site, ...bodies: string[]): Promise<Asked[]> {
    return this.ask(site, (body) => [{ kind: 'reply', body }], ...bodies);
  }

  /**
   * Asks for replies to new tickets, again and again until both workers are at work on them: which of them takes a lane is
   * chance. Answers while the last of it is still being asked for.
   */
  async load(sites: readonly Site[], ...bodies: string[]): Promise<{ asked: Promise<Asked[]> }> {
    const earlier: Asked[] = [];
    for (let round = 1; round <= 6; round += 1) {
      for (const site of sites) site.tickets = this.newTickets(site, 12);
      const before = this.writesByWorker();
      const asked = Promise.all(sites.map((site) => this.replies(site, ...bodies)));
      const all = sites.length * 12 * bodies.length;
      const seen = await until(() => {
        if (this.writesByWorker().every((writes, worker) => writes > (before[worker] ?? 0))) return 'both';
        return this.saidInAll(sites) === all ? 'one' : null;
      }, 60_000);
      if (seen === 'both') return { asked: asked.then((last) => [...earlier, ...last.flat()]) };
      earlier.push(...(await asked).flat());
    }
    throw new Error('one worker has taken every lane in each of six rounds');
  }

  private newTickets({ platform, name }: Pick<Site, 'platform' | 'name'>, count: number): string[] {
    const desk = platform === 'zendesk' ? this.control.zendesk(name) : this.control.freshdesk(name);
    return desk.bulk(count).ids.map(String);
  }

  /** Instants at which calls arrived at the sandbox, oldest first. Token calls do not count. */
  calls({ platform, site, method }: Calls = {}): number[] {
    const filter = { ...(platform && { platform }), ...(site && { site }), ...(method && { method }) };
    return this.control
      .requests(filter)
      .filter(({ route }) => route.includes('/api/'))
      .map(({ at }) => Date.parse(at));
  }

  /**
   * Watches for `ms` milliseconds after `since` and answers how long after it the last call arrived; 0 when none did.
   */
  async lastCallAfter(since: number, calls: Calls, ms = 2_500): Promise<number> {
    await until(() => Date.now() > since + ms);
    return Math.max(0, (this.calls(calls).at(-1) ?? 0) - since);
  }

  /** What we have said on a ticket, oldest first. */
  said({ platform, name }: Site, ticketId: string): string[] {
    if (platform === 'freshdesk')
      return this.control
        .freshdesk(name)
        .ticket(Number(ticketId))
        .conversations.map(({ body_text }) => String(body_text));
    const desk = this.control.zendesk(name);
    const { adminId } = desk.describe();
    return desk
      .ticket(Number(ticketId))
      .comments.filter(({ author_id }) => author_id === adminId)
      .map(({ body }) => body);
  }

  saidInAll(sites: readonly Site[] = this.sites): number {
    return sites.flatMap((site) => site.tickets.flatMap((id) => this.said(site, id))).length;
  }

  operation(id: string): Promise<Operation> {
    return this.api.operation(id);
  }

  /** Every operation is confirmed, and each ticket has what it should once and in the order in which it was asked for. */
  async expectAllOnce(asked: readonly Asked[]): Promise<void> {
    for (const { id } of asked)
      await until(async () => (await this.operation(id)).state === 'confirmed', 60_000);
    for (const { site, ticketId } of asked) {
      const wanted = asked.filter((one) => one.site === site && one.ticketId === ticketId);
      const said = this.said(site, ticketId).filter((body) => wanted.some((one) => one.body === body));
      expect(said).toEqual(wanted.map(({ body }) => body));
    }
  }

  /** How many calls that change something each worker has made. */
  writesByWorker(): number[] {
    return [this.world.worker, this.second].map(
      ({ said }) => said.split('\n').filter((line) => /helpdesk\.call.*"(PUT|POST)"/.test(line)).length,
    );
  }

  private opened(site: Omit<Site, 'tickets'>, tickets: number): Site {
    const opened = { ...site, tickets: this.newTickets(site, tickets) };
    this.sites.push(opened);
    if (site.platform === 'zendesk')
      this.control.fault({ platform: 'zendesk', site: site.name, kind: 'slow', ms: 200, times: 100_000 });
    return opened;
  }
}
