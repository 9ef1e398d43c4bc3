import { setTimeout as pass } from 'node:timers/promises';
import type { Sandbox } from '../../apps/sandbox/src/sandbox.js';
import type { Front } from '../support/front.js';
import { until } from '../support/until.js';
import type { Asked, Asker } from './asker.js';
import type { Installation } from './installation.js';
import type { Turn } from './plan.types.js';
import type { Site, SiteTicket } from './sites/index.js';
import type { Stores } from './stores.js';

export interface Scene {
  sandbox: Sandbox;
  front: Front;
  stores: Stores;
  installation: Installation;
  asker: Asker;
  sites: readonly Site[];
  tickets: readonly SiteTicket[];
  /** By ticket, the index of its site. */
  siteOf: readonly number[];
  /** By site, the account at Nightdesk. */
  accounts: readonly string[];
}

/** A human of the site's staff said something. */
export interface HumanAct {
  ticket: SiteTicket;
  /** Milliseconds since 1970. */
  at: number;
  isPublic: boolean;
}

/** How long a person goes on trying to connect a site again. */
const patienceMs = 300_000;

/** Does to the scene what a plan says. */
export class Disturbances {
  /** How often each was done. */
  readonly done: Record<string, number> = {};
  /** What a human said on tickets, and when. */
  readonly humans: HumanAct[] = [];
  /** Calls that took effect and were answered with 500 or 503. */
  answeredWrongly = 0;
  /** Two cannot be done to the stores at once, nor to one program or one site. */
  private readonly queues = new Map<string, Promise<void>>();

  constructor(private readonly scene: Scene) {}

  /** Settles when it is over: what was taken away is back. */
  async make(turn: Turn): Promise<void> {
    if (turn.kind === 'redis-down' && !this.scene.stores.redis) return;
    this.done[turn.kind] = (this.done[turn.kind] ?? 0) + 1;
    await this.inTurn(placeOf(turn), () => this.act(turn));
  }

  /** Before an operation is asked for: the calls that it will make meet its fault. */
  arm({ ask: { fault }, site, ticket }: Asked): void {
    if (!fault) return;
    const { sandbox, front } = this.scene;
    const name = `call ${fault.kind}`;
    this.done[name] = (this.done[name] ?? 0) + fault.times;
    const call = fault.at === 'look' ? null : site.callOf(ticket, fault.at);
    if (call && (fault.kind === '500-after' || fault.kind === '503-after')) {
      const status = Number(fault.kind.slice(0, 3));
      for (let left = fault.times; left > 0; left -= 1)
        front.next(`${call.method} ${call.path}`, async (carryOut) => {
          await carryOut();
          this.answeredWrongly += 1;
          return { status, headers: { 'content-type': 'text/html' }, body: '<h1>Something went wrong</h1>' };
        });
      return;
    }
    sandbox.control.fault({
      platform: site.platform,
      site: site.name,
      kind: fault.kind as Exclude<typeof fault.kind, '500-after' | '503-after'>,
      match: { method: call?.method ?? 'GET', ticketId: ticket.id },
      times: fault.times,
      ...(fault.ms !== null && { ms: fault.ms }),
    });
  }

  /** Everything as it should be again, but for faults that wait for their calls. */
  async restore(): Promise<void> {
    const { sites, installation, accounts } = this.scene;
    await Promise.all(this.queues.values());
    await installation.restore();
    await Promise.all(sites.map((site, n) => this.revive(site, accounts[n] ?? '')));
  }

  private async revive(site: Site, id: string): Promise<void> {
    const { asker } = this.scene;
    site.widen();
    await until(async () => {
      const { state } = await asker.patiently((client) => client.account(id));
      if (state === 'live') return true;
      if (state !== 'needs_scopes') await this.connect(site);
      await asker.patiently((client) => client.probe(id));
      await pass(2_000); // a probe that the budget holds up is made again by itself
      return false;
    }, patienceMs);
  }

  /** Goes through a platform's connect until it ends well. */
  async connect(site: Site): Promise<string> {
    const { clients, visitors } = this.scene.installation;
    const end = Date.now() + patienceMs;
    for (let n = 0; ; n += 1) {
      const [nightdesk, visitor] = [clients[n % clients.length], visitors[n % visitors.length]];
      try {
        if (nightdesk && visitor) return await site.connect({ nightdesk, visitor });
      } catch (error) {
        if (Date.now() > end) throw error;
      }
      await pass(500);
    }
  }

  private async act(turn: Turn): Promise<void> {
    const { installation, stores, sandbox, sites, tickets } = this.scene;
    switch (turn.kind) {
      case 'kill':
        return installation.programs[turn.program]?.kill(turn.downMs);
      case 'postgres-restart':
        return stores.postgres.restart(turn.how);
      case 'queues-lost':
        return stores.loseQueues();
      case 'redis-down': {
        await stores.redis?.down();
        await pass(turn.downMs);
        return stores.redis?.up();
      }
      case '429': {
        const { platform, name } = at(sites, turn.site);
        const method = platform === 'zendesk' ? 'PUT' : 'POST';
        const match = turn.writesOnly ? ({ method } as const) : {};
        const { times, retryAfter } = turn;
        sandbox.control.fault({ platform, site: name, kind: '429', times, retryAfter, match });
        return undefined;
      }
      case 'token-revoked': {
        const site = at(sites, turn.site);
        site.revoke();
        await pass(turn.lastsMs);
        await this.connect(site);
        return undefined;
      }
      case 'scope-removed': {
        const site = at(sites, turn.site);
        site.narrow();
        await pass(turn.lastsMs);
        site.widen();
        const id = at(this.scene.accounts, turn.site);
        await this.scene.asker.patiently((client) => client.probe(id));
        return undefined;
      }
      case 'human': {
        const site = at(sites, this.scene.siteOf[turn.ticket] ?? 0);
        const ticket = at(tickets, turn.ticket);
        this.humans.push({ ticket, at: Date.now(), isPublic: turn.isPublic });
        return site.human(ticket, turn.text, turn.isPublic);
      }
    }
  }

  private async inTurn(place: string | null, act: () => Promise<void>): Promise<void> {
    if (place === null) return act();
    const before = this.queues.get(place) ?? Promise.resolve();
    const mine = before.then(act);
    // What fails fails the run, by whoever awaits `make`; those who come next go on.
    this.queues.set(
      place,
      Promise.allSettled([mine]).then(() => undefined),
    );
    await mine;
  }
}

/** What a turn has for itself. */
function placeOf(turn: Turn): string | null {
  switch (turn.kind) {
    case 'kill':
      return `program ${turn.program}`;
    case 'postgres-restart':
    case 'queues-lost':
    case 'redis-down':
      return 'stores';
    case 'token-revoked':
    case 'scope-removed':
      return `site ${turn.site}`;
    case '429':
    case 'human':
      return null;
  }
}

function at<T>(all: readonly T[], index: number): T {
  const found = all[index];
  if (found === undefined) throw new Error(`there is no number ${index}`);
  return found;
}
