import fc from 'fast-check';
import type { StoredCopy } from '@nightdesk/intake';
import { isNews, isUnsettled, type Listed } from './news.js';
import { changeKey, overlapMs } from './sweep.types.js';

/**
 * A platform, its webhooks, the inbox and the stored copies in miniature: time, the deciding functions and the keys are the
 * real ones. A reading tells every change of the ticket that was not told before, as the first delivery that waits says.
 */
class Miniature {
  now = Date.UTC(2026, 10, 22, 12);
  readonly since = new Date(this.now - 1_000);
  readonly told: { change: number; via: 'webhook' | 'reconciliation' }[] = [];
  private mark = this.now;
  private changes = 0;
  private readonly tickets = new Map<string, { updatedAt: number; changes: number[] }>();
  private readonly copies = new Map<string, { updatedAt: number; known: number; readAt: number }>();
  private readonly inbox: { ticketId: string; key: string; via: 'webhook' | 'reconciliation' }[] = [];
  private readonly keys = new Set<string>();
  readonly flying: { ticketId: string; key: string }[] = [];
  readonly lost = new Set<number>();
  readings = 0;
  /** What sweeps found that webhooks had not told. */
  found = 0;

  /** Platforms show whole seconds, and much happens within one. */
  change(ticketId: string, isLost: boolean): void {
    this.now += 300;
    const change = (this.changes += 1);
    const ticket = this.tickets.get(ticketId) ?? { updatedAt: 0, changes: [] };
    ticket.updatedAt = Math.floor(this.now / 1_000) * 1_000;
    ticket.changes.push(change);
    this.tickets.set(ticketId, ticket);
    if (isLost) this.lost.add(change);
    else this.flying.push({ ticketId, key: `webhook:${change}` });
  }

  /** One webhook arrives, in whatever order; perhaps twice. */
  arrive(which: number, isTwice: boolean): void {
    const [delivery] = this.flying.splice(which % Math.max(1, this.flying.length), 1);
    if (!delivery) return;
    for (let times = isTwice ? 2 : 1; times > 0; times -= 1) this.accept({ ...delivery, via: 'webhook' });
  }

  read(): void {
    this.now += 300;
    const [first] = this.inbox;
    if (!first) return;
    const ticket = this.tickets.get(first.ticketId);
    const known = this.copies.get(first.ticketId)?.known ?? 0;
    this.readings += 1;
    for (const change of ticket?.changes.slice(known) ?? []) this.told.push({ change, via: first.via });
    this.copies.set(first.ticketId, {
      updatedAt: ticket?.updatedAt ?? 0,
      known: ticket?.changes.length ?? 0,
      readAt: this.now,
    });
    const others = this.inbox.filter(({ ticketId }) => ticketId !== first.ticketId);
    this.inbox.splice(0, this.inbox.length, ...others);
  }

  /**
   * @param diesAfter a crash after so many of the listed tickets: the mark stays.
   * @param isFull it settles what was read too early to be sure of.
   */
  sweep(graceMs: number, { diesAfter = Infinity, isFull = false } = {}): void {
    const began = this.now;
    let looked = 0;
    for (const [id, { updatedAt }] of this.tickets) {
      if (!isFull && updatedAt < this.mark - overlapMs) continue;
      if ((looked += 1) > diesAfter) return;
      const listed = this.listed(id, updatedAt);
      const occasion = { since: this.since, now: new Date(this.now), graceMs };
      const isMissed = isNews(listed, this.stored(id), occasion);
      if (isMissed) this.found += 1;
      if (isMissed || (isFull && isUnsettled(listed, this.stored(id), occasion)))
        this.accept({ ticketId: id, key: changeKey(listed, new Date(this.now)), via: 'reconciliation' });
    }
    this.mark = began;
  }

  pass(ms: number): void {
    this.now += ms;
  }

  get waiting(): number {
    return this.inbox.length;
  }

  private accept(delivery: Miniature['inbox'][number]): void {
    if (this.keys.has(delivery.key)) return;
    this.keys.add(delivery.key);
    this.inbox.push(delivery);
  }

  private listed(id: string, updatedAt: number): Listed {
    const at = new Date(updatedAt);
    return { id, updatedAt: at, status: 'open', priority: null, tags: [], assigneeId: null, deleted: false };
  }

  private stored(id: string): StoredCopy {
    const copy = this.copies.get(id);
    const isWaiting = this.inbox.some(({ ticketId }) => ticketId === id);
    return {
      id,
      copy: copy ? { ...this.listed(id, copy.updatedAt), readAt: new Date(copy.readAt) } : null,
      isWaiting,
    };
  }
}

const graceMs = 60_000;
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('change' as const),
      ticket: fc.integer({ min: 1, max: 5 }),
      isLost: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('arrive' as const), which: fc.nat(20), isTwice: fc.boolean() }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('read' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('sweep' as const),
      diesAfter: fc.option(fc.nat(5), { nil: Infinity }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: 600_000 }) }),
  },
);

/** Everything has arrived, a full sweep after the grace has found the rest, and all is read. */
function settle(world: Miniature): void {
  while (world.flying.length > 0) world.arrive(0, false);
  while (world.waiting > 0) world.read();
  world.pass(graceMs);
  world.sweep(graceMs, { isFull: true });
  while (world.waiting > 0) world.read();
}

function play(
  world: Miniature,
  steps: readonly (typeof step extends fc.Arbitrary<infer S> ? S : never)[],
): void {
  for (const one of steps) {
    if (one.do === 'change') world.change(String(one.ticket), one.isLost);
    else if (one.do === 'arrive') world.arrive(one.which, one.isTwice);
    else if (one.do === 'read') world.read();
    else if (one.do === 'pass') world.pass(one.ms);
    else world.sweep(graceMs, { diesAfter: one.diesAfter });
  }
  settle(world);
}

test('whatever order webhooks, sweeps, readings and crashes come in, each change is told once', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const world = new Miniature();
      play(world, steps);
      const changes = steps.filter((one) => one.do === 'change').length;
      const numbers = world.told.map(({ change }) => change).toSorted((a, b) => a - b);
      expect(numbers).toEqual(Array.from({ length: changes }, (_, index) => index + 1));
    }),
    { numRuns: 2_000 },
  );
});

test('where every webhook arrives in time, sweeps tell nothing and have nothing read', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 30 }), (tickets) => {
      const world = new Miniature();
      for (const ticket of tickets) {
        world.change(String(ticket), false);
        world.arrive(0, false);
        world.pass(graceMs);
        world.sweep(graceMs);
        world.read();
        world.sweep(graceMs);
      }
      world.pass(graceMs);
      world.sweep(graceMs);
      expect(world.waiting).toBe(0);
      expect(world.told.filter(({ via }) => via === 'reconciliation')).toEqual([]);
      expect(world.readings).toBe(tickets.length);
      expect(world.found).toBe(0);
    }),
  );
});

test('a ticket that was read in the second of its change is read once more by a full sweep, and then left alone', () => {
  const world = new Miniature();
  world.change('1', false);
  world.arrive(0, false);
  world.read();
  for (let sweeps = 0; sweeps < 4; sweeps += 1) {
    world.pass(graceMs);
    world.sweep(graceMs);
    expect(world.waiting).toBe(0);
    world.sweep(graceMs, { isFull: true });
    while (world.waiting > 0) world.read();
  }
  expect(world.readings).toBe(2);
  expect(world.found).toBe(0);
  expect(world.told).toEqual([{ change: 1, via: 'webhook' }]);
});

test('alone, a lost change is told by the first sweep after the grace', () => {
  const world = new Miniature();
  world.change('1', true);
  world.sweep(graceMs);
  expect(world.waiting).toBe(0);
  settle(world);
  expect(world.told).toEqual([{ change: 1, via: 'reconciliation' }]);
});
