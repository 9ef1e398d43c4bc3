import type { Operation } from '@nightdesk/contract';
import type { Replay, ReplayRequest } from '@nightdesk/sdk';
import { until } from './until.js';
import type { World } from './world.js';

/** Dead letters that can be healed: replies for pending tickets of the site `acme`, asked for while theirs are open. */
export class RefusedReplies {
  constructor(
    private readonly world: World,
    private readonly account: string,
  ) {
    this.site.change({ plan: 'Suite Enterprise Plus', highVolume: true });
  }

  /** Each on a ticket of its own that is known here; they are `Reply 1`, `Reply 2` … */
  async make(count: number): Promise<Operation[]> {
    const { nightdesk } = this.world;
    const asked: Operation[] = [];
    for (let number = 1; number <= count; number += 1) {
      const ticketId = this.world.customerWrites('My lamp is dark.', 'Lamp');
      await until(() => nightdesk.ticket(this.account, ticketId).catch(() => null));
      const steps = [{ kind: 'reply' as const, body: `Reply ${number}` }];
      asked.push(await nightdesk.submit(this.account, ticketId, { steps, ifStatusIn: ['pending'] }));
    }
    return Promise.all(asked.map(({ id }) => this.reached(id, 'failed')));
  }

  /** From now on they would go through. */
  async heal(operations: readonly Operation[]): Promise<void> {
    for (const { ticketId } of operations) this.humanActs(ticketId, { status: 'pending' });
    for (const { ticketId } of operations)
      await until(
        async () => (await this.world.nightdesk.ticket(this.account, ticketId)).status === 'pending',
      );
  }

  /** A person of the site's staff does something to the ticket. */
  humanActs(ticketId: string, act: { status?: string; message?: string }): void {
    const agent = this.site.describe().users.find(({ name }) => name === 'Tomás Rivera');
    this.site.agentActs(Number(ticketId), { agentId: String(agent?.id), ...act });
  }

  /** Everything said after the customer's first words. */
  said({ ticketId }: Operation): string[] {
    return this.site
      .ticket(Number(ticketId))
      .comments.slice(1)
      .map(({ body }) => body);
  }

  reached(id: string, state: Operation['state']): Promise<Operation> {
    return until(async () => {
      const now = await this.world.nightdesk.operation(id);
      return now.state === state ? now : null;
    }, 40_000);
  }

  /** Replays them, and answers how that ended. */
  async replayed(which: ReplayRequest): Promise<Replay> {
    const { id } = await this.world.nightdesk.deadLetters.replay(which);
    return until(async () => {
      const now = await this.world.nightdesk.deadLetters.progress(id);
      return now.state === 'running' ? null : now;
    }, 60_000);
  }

  /** Fails unless the first was confirmed before the next ten were replayed, and those before all others. */
  async expectStages(operations: readonly Operation[]): Promise<void> {
    const [one, ...rest] = await Promise.all(operations.map((operation) => this.times(operation)));
    const [ten, others] = [rest.slice(0, 10), rest.slice(10)];
    for (const { replayed } of ten) expect(replayed).toBeGreaterThanOrEqual(one!.confirmed);
    const proven = Math.max(...ten.map(({ confirmed }) => confirmed));
    for (const { replayed } of others) expect(replayed).toBeGreaterThanOrEqual(proven);
  }

  private get site() {
    return this.world.sandbox.control.zendesk('acme');
  }

  private async times({ id }: Operation): Promise<{ replayed: number; confirmed: number }> {
    const { transitions } = await this.world.nightdesk.operation(id);
    const from = transitions.findIndex(({ reason }) => reason.startsWith('replayed by'));
    const confirmed = transitions.slice(from).filter(({ to }) => to === 'confirmed');
    expect(confirmed).toHaveLength(1);
    return { replayed: Date.parse(transitions[from]!.at), confirmed: Date.parse(confirmed[0]!.at) };
  }
}
