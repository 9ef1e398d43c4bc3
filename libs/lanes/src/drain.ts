import type { ItemOutcome, LaneItem, LaneWork } from './lanes.types.js';

export interface DrainLimits {
  /** Items of one lane in flight at once. */
  inFlight: number;
  /** A lane gives way to others after so many items or milliseconds. */
  sliceItems: number;
  sliceMs: number;
}

/** Why a drain ended, and how many items it performed. `stuck`: only items that do not move are left. */
export type DrainResult =
  | { end: 'empty' | 'slice' | 'stuck' | 'stopped'; moved: number }
  | { end: 'parked'; moved: number; until: Date; reason: string };

export interface DrainContext {
  limits: DrainLimits;
  /** Rung when the lane is woken. */
  bell: Bell;
  now: () => number;
  /** Aborted: take nothing more, let those in flight finish. */
  stop: AbortSignal;
  /** Handed to `perform`: aborted when even those in flight must end. */
  abort: AbortSignal;
  /** Whether another lane waits for a slot. */
  contended(): Promise<boolean>;
  /** Whether so many lanes are at work here that one with nothing to do should not keep its slot. */
  crowded(): boolean;
  /** Told of a `perform` that threw. */
  onDefect(item: LaneItem, error: unknown): void;
}

/**
 * While a slow call is in flight the lane looks for new rows when its bell rings, and now and then for rows whose time
 * has come or whose bell was not heard; the pause grows from the first to the second.
 */
const LOOK_AGAIN_MS = [250, 1_000] as const;

/** A lane that must wait no longer than this keeps its slot, if no other wants it: two trips to the queue take as long. */
const SHORT_WAIT_MS = 250;

/** An item may come back at once (its next step), but not for ever. */
const SAME_ITEM_AT_MOST = 10;

/** Tells a drain that its lane was woken. Rung during a look it counts for the next one, so no row is overlooked. */
export class Bell {
  private rungSince = false;
  private listener = () => {};

  /** Whether it was rung since the last silence. */
  get wasRung(): boolean {
    return this.rungSince;
  }

  ring(): void {
    this.rungSince = true;
    this.listener();
  }

  silence(): void {
    this.rungSince = false;
  }

  /** Resolves when it is rung, at once when it was since the last silence. */
  rung(): Promise<void> {
    return new Promise((resolve) => {
      this.listener = resolve;
      if (this.rungSince) resolve();
    });
  }
}

/** Works through one lane. Holds no state that matters: what is due, and who has it, is in the rows. */
export async function drain(work: LaneWork, key: string, context: DrainContext): Promise<DrainResult> {
  const { now, stop } = context;
  const inFlight = (await work.inFlight?.(key)) ?? context.limits.inFlight;
  const limits = { ...context.limits, inFlight };
  const busy = new Map<string, Promise<void>>();
  let slice = newSlice(now() + limits.sliceMs);
  let moved = 0;
  let finished = 0;
  let park: Extract<ItemOutcome, { kind: 'park' }> | undefined;
  let yielded = false;
  /** False: the last look saw all that is due, and what was started since leaves nothing. */
  let isWorthALook = true;
  let looks = 0;
  /** Orders with a next row, as the last look saw them; undefined: it did not say. */
  let behind: ReadonlySet<string> | undefined;
  let pause: number = LOOK_AGAIN_MS[0];

  const run = async (item: LaneItem) => {
    const startedBy = looks;
    await Promise.resolve(); // or a `perform` that fails at once would be over before it is noted as busy
    try {
      const outcome = await work.perform(key, item, context.abort);
      isWorthALook ||= outcome.kind !== 'done' || leavesSome(item, outcome.leaves, startedBy);
      if (outcome.kind === 'done') moved += 1;
      else if (!park || outcome.until > park.until) park = outcome;
    } catch (error) {
      isWorthALook = true;
      slice.excluded.add(item.order);
      context.onDefect(item, error);
    } finally {
      busy.delete(item.order);
      finished += 1;
    }
  };

  const leavesSome = ({ order }: LaneItem, leaves: 'nothing' | undefined, startedBy: number) =>
    // A look since it was started left its order out.
    behind ? behind.has(order) : leaves !== 'nothing' || looks > startedBy;

  /** Starts what fits. `take` may offer several items of one order: the first goes, the rest is asked for again. */
  const fill = async () => {
    isWorthALook = false;
    looks += 1;
    for (;;) {
      const room = limits.inFlight - busy.size;
      if (room <= 0) {
        isWorthALook = true;
        return;
      }
      const look = await work.take(key, room, [...busy.keys(), ...slice.excluded]);
      const offered = look.items;
      const fresh = offered.filter(
        ({ order }, at) => offered.findIndex((other) => other.order === order) === at,
      );
      behind = look.behind && new Set(look.behind);
      for (const item of fresh) {
        slice.count(item);
        busy.set(item.order, run(item));
      }
      // One that has ended during the look could not know.
      const isFree = (order: string) => !busy.has(order) && !slice.excluded.has(order);
      isWorthALook ||=
        fresh.length === room || fresh.length < offered.length || look.behind?.some(isFree) === true;
      if (fresh.length === offered.length) return;
    }
  };

  const sliceUsedUp = async () => {
    if (slice.started < limits.sliceItems && now() < slice.endsAt) return false;
    if (await context.contended()) return true;
    slice = newSlice(now() + limits.sliceMs);
    return false;
  };

  /** Waits out a short park in place. Not when other lanes wait: the slot is theirs. */
  const waited = async () => {
    if (!park || yielded || stop.aborted || park.until.getTime() - now() > SHORT_WAIT_MS) return false;
    if (await context.contended()) return false;
    for (let ms; !stop.aborted && (ms = park.until.getTime() - now()) > 0;) await passes(ms, stop);
    if (stop.aborted) return false;
    park = undefined;
    isWorthALook = true;
    slice = newSlice(now() + limits.sliceMs);
    return true;
  };

  /** Waits to be woken: to end and begin again costs several trips to the queue. */
  const lingered = async () => {
    const ms = work.lingerMs ?? 0;
    if (ms === 0 || moved === 0 || park || yielded || stop.aborted || context.crowded()) return false;
    await passes(ms, stop, context.bell.rung());
    return context.bell.wasRung && !stop.aborted;
  };

  try {
    for (;;) {
      const taking = !park && !stop.aborted && !(yielded ||= await sliceUsedUp());
      const finishedBefore = finished;
      isWorthALook ||= context.bell.wasRung;
      context.bell.silence();
      if (taking && isWorthALook) await fill();
      if (finished !== finishedBefore) continue; // its order was left out of the look, and may have a next row
      if (busy.size === 0 && !(await waited()) && !(await lingered())) break;
      if (busy.size === 0) continue;
      const before = busy.size;
      if (taking && before < limits.inFlight) await firstOf([...busy.values(), context.bell.rung()], pause);
      else await Promise.race(busy.values());
      isWorthALook ||= busy.size === before;
      pause = busy.size < before ? LOOK_AGAIN_MS[0] : Math.min(pause * 2, LOOK_AGAIN_MS[1]);
    }
  } finally {
    await Promise.all(busy.values());
  }
  if (park) return { end: 'parked', moved, until: park.until, reason: park.reason };
  return {
    end: stop.aborted ? 'stopped' : yielded ? 'slice' : slice.excluded.size > 0 ? 'stuck' : 'empty',
    moved,
  };
}

/**
 * One turn of a lane. An item that threw, or that came back so often that its row cannot be moving, is left alone
 * with all of its order until the next turn.
 */
function newSlice(endsAt: number) {
  const excluded = new Set<string>();
  const times = new Map<string, number>();
  return {
    endsAt,
    excluded,
    started: 0,
    count({ id, order }: LaneItem) {
      this.started += 1;
      times.set(id, (times.get(id) ?? 0) + 1);
      if (times.get(id) === SAME_ITEM_AT_MOST) excluded.add(order);
    },
  };
}

/** Resolves with the first of the items, or after `ms`. */
async function firstOf(items: Iterable<Promise<void>>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const elapsed = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([...items, elapsed]);
  clearTimeout(timer);
}

/** Resolves after `ms`, when it is stopped, or with `event`. */
async function passes(ms: number, stop: AbortSignal, ...event: Promise<void>[]): Promise<void> {
  let onStop = () => {};
  const stopped = new Promise<void>((resolve) => (onStop = resolve));
  stop.addEventListener('abort', onStop, { once: true });
  await firstOf([stopped, ...event], ms);
  stop.removeEventListener('abort', onStop);
}
