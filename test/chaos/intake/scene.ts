import { setTimeout as pass } from 'node:timers/promises';
import type { Sandbox } from '../../../apps/sandbox/src/sandbox.js';
import type { Consumer } from '../../support/consumer.js';
import type { Installation } from '../installation.js';
import type { Site, SiteTicket } from '../sites/index.js';
import type { Stores } from '../stores.js';
import type { Balancer } from './balancer.js';
import type { Act, IntakePlan, IntakeTurn } from './plan.js';

export interface Scene {
  sandbox: Sandbox;
  stores: Stores;
  installation: Installation;
  balancer: Balancer;
  consumer: Consumer;
  sites: readonly Site[];
}

/** Lets people act at the sites, and breaks what a plan says. */
export class Happenings {
  readonly tickets = new Map<number, SiteTicket>();
  readonly done: Record<string, number> = {};
  private readonly dying = new Map<number, number>();
  /** Two cannot be done to the stores at once, nor to one program. */
  private readonly queues = new Map<string, Promise<void>>();

  constructor(
    private readonly scene: Scene,
    private readonly plan: IntakePlan,
  ) {
    scene.balancer.onAccepted = async (api) => {
      const downMs = this.dying.get(api);
      if (downMs === undefined) return;
      this.dying.delete(api);
      this.count('kill-after-202');
      const dead = this.inTurn(`program ${api}`, () => this.kill(api, downMs));
      this.queues.set(`program ${api}`, dead);
      await pass(20); // it is dead before the platform has its answer
    };
  }

  async act(act: Act): Promise<void> {
    const site = this.siteOf(act.ticket);
    if (act.kind === 'open') {
      this.tickets.set(act.ticket, site.open('ticket', act.text));
      return;
    }
    const ticket = this.tickets.get(act.ticket);
    if (!ticket) throw new Error(`ticket ${act.ticket} is not open yet`);
    const { desk } = this.scene.sandbox.control.zendesk(site.name);
    if (act.kind === 'customer') {
      desk.customerReplies(ticket.id, act.text);
      return;
    }
    const { text: message, isPublic, status, tag } = act;
    desk.agentActs(ticket.id, {
      agentId: site.people[1],
      message,
      isPublic,
      ...(status && { status }),
      ...(tag && { tags: [...desk.show(ticket.id).tags, tag] }),
    });
  }

  /** Settles when it is over: what was taken away is back. */
  async make(turn: IntakeTurn): Promise<void> {
    const { stores, consumer, sandbox, sites } = this.scene;
    if (turn.kind !== 'kill-after-202') this.count(turn.kind === 'webhooks' ? turn.fault : turn.kind);
    switch (turn.kind) {
      case 'kill':
        return this.inTurn(`program ${turn.program}`, () => this.kill(turn.program, turn.downMs));
      case 'kill-after-202':
        this.dying.set(turn.api, turn.downMs);
        return undefined;
      case 'postgres-restart':
        return this.inTurn('stores', () => stores.postgres.restart(turn.how));
      case 'queues-lost':
        return this.inTurn('stores', () => stores.loseQueues());
      case 'redis-down':
        return this.inTurn('stores', async () => {
          await stores.redis?.down();
          await pass(turn.downMs);
          await stores.redis?.up();
        });
      case 'subscriber-down':
        return this.inTurn('subscriber', async () => {
          consumer.answer = () => (turn.how === 'refuses' ? 503 : pass(60_000, 504, { ref: false }));
          await pass(turn.downMs);
          consumer.answer = () => 204;
        });
      case 'webhooks': {
        const { fault: kind, times, ms } = turn;
        const site = sites[turn.site]?.name ?? '';
        const late = kind === 'webhook-delay' || kind === 'webhook-reorder' ? { ms } : {};
        sandbox.control.fault({ platform: 'zendesk', site, kind, times, ...late });
        return undefined;
      }
    }
  }

  /** Everything as it should be again. */
  async restore(): Promise<void> {
    this.dying.clear();
    await Promise.all(this.queues.values());
    await this.scene.installation.restore();
    this.scene.sandbox.control.clearFaults();
  }

  siteOf(ticket: number): Site {
    const site = this.scene.sites[this.plan.tickets[ticket] ?? 0];
    if (!site) throw new Error(`there is no site for ticket ${ticket}`);
    return site;
  }

  private count(what: string): void {
    this.done[what] = (this.done[what] ?? 0) + 1;
  }

  private async kill(program: number, downMs: number): Promise<void> {
    await this.scene.installation.programs[program]?.kill(downMs);
  }

  private async inTurn(place: string, act: () => Promise<void>): Promise<void> {
    const mine = (this.queues.get(place) ?? Promise.resolve()).then(act);
    // What fails fails the run, by whoever awaits it; those who come next go on.
    this.queues.set(
      place,
      Promise.allSettled([mine]).then(() => undefined),
    );
    await mine;
  }
}
