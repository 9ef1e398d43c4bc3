import { Bell, type DrainContext } from '../../libs/lanes/src/drain.js';
import type { ItemOutcome, LaneItem, LaneWork, Look } from '@nightdesk/lanes';

/** Rows in memory: what `take` and `perform` promise, and a record of what ran together. */
export class MemoryWork implements LaneWork {
  readonly kind = 'read';
  readonly done: LaneItem[] = [];
  readonly running = new Set<string>();
  mostAtOnce = 0;
  overlaps = 0;
  during: (item: LaneItem) => Promise<ItemOutcome | void> = async () => undefined;

  constructor(private rows: LaneItem[]) {}

  add(order: string): void {
    this.rows = [...this.rows, { id: order, order }];
  }

  async take(_key: string, limit: number, busy: readonly string[]): Promise<Look> {
    return { items: this.rows.filter(({ order }) => !busy.includes(order)).slice(0, limit) };
  }

  async perform(_key: string, item: LaneItem): Promise<ItemOutcome> {
    if (this.running.has(item.order)) this.overlaps += 1;
    this.running.add(item.order);
    this.mostAtOnce = Math.max(this.mostAtOnce, this.running.size);
    try {
      const outcome = (await this.during(item)) ?? { kind: 'done' };
      if (outcome.kind === 'done') {
        this.rows = this.rows.filter(({ id }) => id !== item.id);
        this.done.push(item);
      }
      return outcome;
    } finally {
      this.running.delete(item.order);
    }
  }

  nextDue = async () => null;
  dueKeys = async () => [];
}

export const context = (given: Partial<DrainContext> = {}): DrainContext => ({
  limits: { inFlight: 5, sliceItems: 50, sliceMs: 60_000 },
  bell: new Bell(),
  now: () => 0,
  stop: new AbortController().signal,
  abort: new AbortController().signal,
  contended: async () => true,
  crowded: () => false,
  onDefect: () => undefined,
  ...given,
});

export const items = (orders: readonly (string | number)[]) =>
  orders.map((order, at) => ({ id: `${at}`, order: `${order}` }));
export const ticks = async (n: number) => {
  for (let i = 0; i < n; i += 1) await Promise.resolve();
};
