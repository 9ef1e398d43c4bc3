/** The kinds of lanes: calls that read, calls that write, deliveries to a subscriber, alerts to people. */
export const laneKinds = ['read', 'write', 'deliver', 'alert'] as const;
export type LaneKind = (typeof laneKinds)[number];

/** A lane's name: an account's id for `read` and `write`, a subscriber's for `deliver`, a channel's for `alert`. */
export interface Lane {
  kind: LaneKind;
  key: string;
}

/** A row of work. Two items of the same `order` are never in flight together, and go in the order `take` gives them. */
export interface LaneItem {
  id: string;
  order: string;
}

/** What became of an item. */
export type ItemOutcome =
  /**
   * The row has moved on (finished, or waiting in its own row for a later instant). `leaves` nothing: no row of its order is
   * due that a wake does not announce, so the lane need not look for one.
   */
  | { kind: 'done'; leaves?: 'nothing' }
  /** The whole lane must wait: budget, `Retry-After`, breaker. The row stays due. */
  | { kind: 'park'; until: Date; reason: string };

/** What a lane finds when it looks. */
export interface Look<Item extends LaneItem = LaneItem> {
  /** The next due rows in order, at most as many as were asked for, none of the orders that are in hand. All are performed. */
  items: readonly Item[];
  /**
   * Of the orders in hand and of those of the `items`, all that have another due row, and maybe some that have none; the lane
   * looks again when one of those has ended, and at no other end. Left out: not looked for, so any end is worth a look.
   */
  behind?: readonly string[];
}

/** The rows behind one kind of lane; implemented by the lib that owns them. All state is in Postgres. */
export interface LaneWork<Item extends LaneItem = LaneItem> {
  readonly kind: LaneKind;
  /** How many items of this lane may be in flight at once, where that is not the usual number. */
  inFlight?(key: string): Promise<number>;
  /** How long a lane that has moved something waits to be woken again before it ends, in milliseconds; not at all when left out. */
  readonly lingerMs?: number;
  /** Looks for at most `limit` due rows of other orders than `busy`. */
  take(key: string, limit: number, busy: readonly string[]): Promise<Look<Item>>;
  /** Claims the row, unless `take` has, and does its work; `done` when another process has it. Throws only for defects. */
  perform(key: string, item: Item, signal: AbortSignal): Promise<ItemOutcome>;
  /** The first instant at which the lane has a due row (now or earlier: it has one), or null when it has none. */
  nextDue(key: string): Promise<Date | null>;
  /** Keys of lanes with due rows, oldest first, for the sweeper. */
  dueKeys(limit: number): Promise<string[]>;
}
