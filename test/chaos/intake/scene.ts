import { setTimeout as pass } from 'node:timers/promises';
import type { Sandbox } from '../../../apps/sandbox/src/sandbox.js';
import type { Installation } from '../installation.js';
import type { Site, SiteTicket } from '../sites/index.js';
import type { Stores } from '../stores.js';
import type { Automation } from './automation.js';
import type { Balancer } from './balancer.js';
import type { Act, IntakePlan, IntakeTurn } from './plan.js';
import type { DeliveryTime } from './time.js';

export interface Scene {
  sandbox: Sandbox;
  stores: Stores;
  installation: Installation;
  balancer: Balancer;
  automation: Automation;
  time: DeliveryTime;
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
      const kind = this.plan.tickets[act.ticket]?.kind ?? 'ticket';
      this.tickets.set(act.ticket, site.open(kind, act.text));
      return;
    }
    const ticket = this.tickets.get(act.ticket);
    if (!ticket) throw new Error(`ticket ${act.ticket} is not open yet`);
    const { desk } = site;
    if (act.kind === 'customer') {
      desk.customerReplies(ticket.id, act.text);
      return;
    }
    const { text: message, isPublic, status, tag } = act;
    desk.agentActs(ticket.id, {
      agentId: site.people[1],
      message,
      isPublic,
      ...(status && { status: site.word(ticket, status) }),
      ...(tag && { tags: [...desk.show(ticket.id).tags, tag] }),
    });
  }

  /** Settles when it is over: what was taken away is back. */
  async make(turn: IntakeTurn): Promise<void> {
    const { stores, automation, sandbox, sites, time } = this.scene;
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
          automation.goesAway(turn.how);
          await pass(turn.downMs);
          automation.comesBack();
        });
      case 'subscriber-down-for-hours':
        return this.inTurn('subscriber', async () => {
          automation.goesAway('refuses');
          await time.begin();
          for (let left = turn.steps; left > 0; left -= 1) await time.step(turn.stepMs);
          automation.comesBack();
        });
      case 'webhooks': {
        const { fault: kind, times, ms } = turn;
        const late = kind === 'webhook-delay' || kind === 'webhook-reorder' ? { ms } : {};
        const site = sites[turn.site];
        if (!site) throw new Error(`there is no site ${turn.site}`);
        sandbox.control.fault({ platform: site.platform, site: site.name, kind, times, ...late });
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
    const site = this.scene.sites[this.plan.tickets[ticket]?.site ?? 0];
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
