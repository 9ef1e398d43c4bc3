/** More than are ever alive, so that they are moved to the front once in a while only. */
const capacity = 1_024;

/** Of a thing that was seen at an instant and is worth half of it four windows later. */
interface Fading {
  value: number;
  at: number;
}

/**
 * The rules of a window in TypeScript, for calls that cost one: the third twin, beside `window.lua.ts` and the SQL of `budget_lookahead`, where each
 * rule is explained. The three must be changed together; `test/integration/budget.model.test.ts` holds this one to Postgres.
 */
export class ModelWindow {
  /** Buckets that still count, `first` up to `end`: the last grant's instant, calls, and writes among them. */
  private readonly lasts = new Float64Array(capacity);
  private readonly calls = new Int32Array(capacity);
  private readonly writes = new Int32Array(capacity);
  private first = 0;
  private end = 0;
  private total = 0;
  private written = 0;
  private peak: Fading = { value: 0, at: 0 };
  private burst: Fading = { value: 0, at: 0 };
  private foreign: Fading = { value: 0, at: 0 };
  private foreignBefore = 0;
  private pressedUntil = 0;
  private windowEnd = 0;
  private fixedUntil = 0;
  blockedUntil = 0;
  private readonly slotMs: number;

  constructor(
    readonly limit: number,
    readonly ms: number,
    readonly shared: boolean,
  ) {
    this.slotMs = Math.max(1, Math.ceil(ms / 180));
  }

  ceilingAt(ratio: number): number {
    return Math.max(1, Math.floor(this.limit * ratio + 1e-9));
  }

  /** Own calls that still count; what has left is forgotten, so instants must not go back. */
  used(now: number): number {
    for (; this.first < this.end && this.lasts[this.first]! + this.ms < now; this.first += 1) {
      this.total -= this.calls[this.first]!;
      this.written -= this.writes[this.first]!;
    }
    return this.total;
  }

  /** What others use at an instant. */
  foreignAt(at: number): number {
    if (this.foreign.value === 0 && this.foreignBefore === 0) return 0;
    const isFixed = this.fixedUntil > at && this.windowEnd > 0;
    const from = isFixed ? Math.max(this.windowEnd, this.foreign.at) : this.foreign.at;
    const left = this.foreign.value * Math.min(1, Math.max(0, 1 - (at - from) / this.ms));
    const before = isFixed ? this.foreignBefore * Math.max(0, (this.windowEnd - at) / this.ms) : 0;
    return Math.floor(left + before + 1e-9);
  }

  /** What reads must leave to writes at an instant. */
  reserve(ceiling: number, now: number): number {
    this.used(now);
    return this.reserved(ceiling, this.free(ceiling, this.foreignAt(now), now), now);
  }

  /** Null: it fits now. Else the first instant at which it would, if nothing else were granted; what it shows is kept. */
  refusal(isRead: boolean, ceiling: number, now: number): number | null {
    const used = this.used(now);
    if (isRead && this.readsSurely(used, ceiling, now)) return null;
    if (this.room(isRead, ceiling, now) >= 0) return null;
    if (isRead) {
      if (this.pressedUntil < now + 0.75 * this.ms) this.pressedUntil = now + this.ms;
    } else this.demanded(1, now);
    return this.retryAt(isRead, ceiling, now);
  }

  count(isRead: boolean, now: number): void {
    const newest = this.end - 1;
    const isSame =
      this.end > this.first &&
      Math.floor(this.lasts[newest]! / this.slotMs) === Math.floor(now / this.slotMs);
    const at = isSame ? newest : this.opened();
    this.lasts[at] = now;
    this.calls[at]! += 1;
    this.total += 1;
    if (isRead) return;
    this.writes[at]! += 1;
    this.written += 1;
    this.demanded(0, now);
  }

  /** What an answer tells: calls that are left by the platform's own count, with `others` of ours still in flight. */
  sense(remaining: number, resetIn: number | null, others: number, sentAt: number, now: number): void {
    this.used(now);
    const seen = this.limit - remaining;
    const surely = this.sum(now + this.slotMs - this.ms);
    if (seen + others + 2 < surely) this.fixedUntil = now + 20 * this.ms;
    const known = this.foreignAt(now);
    let since = 0;
    if (this.fixedUntil > now && resetIn !== null) {
      since = now + resetIn - this.ms - 1_000; // headers are in whole seconds
      if (now + resetIn > this.windowEnd + Math.floor(this.ms / 2))
        this.foreignBefore = now < this.windowEnd + this.ms ? this.foreign.value : 0;
      this.windowEnd = Math.max(this.windowEnd, now + resetIn);
    }
    const value = Math.max(0, seen - this.sum(since));
    if (value < known && sentAt < this.foreign.at) return;
    this.foreign = { value, at: now };
    this.burst = { value: Math.max(value, this.fading(this.burst, now)), at: now };
  }

  /** Calls of the buckets whose last grant is at `since` or later. */
  private sum(since: number): number {
    let sum = 0;
    for (let i = this.end - 1; i >= this.first && this.lasts[i]! >= since; i -= 1) sum += this.calls[i]!;
    return sum;
  }

  private opened(): number {
    if (this.end === capacity) {
      for (const column of [this.lasts, this.calls, this.writes]) column.copyWithin(0, this.first, this.end);
      this.end -= this.first;
      this.first = 0;
    }
    this.calls[this.end] = this.writes[this.end] = 0;
    this.end += 1;
    return this.end - 1;
  }

  private fading({ value, at }: Fading, now: number): number {
    return value === 0 ? 0 : value * 0.5 ** Math.min(100, (now - at) / (4 * this.ms));
  }

  private demanded(more: number, now: number): void {
    const writes = more + this.written;
    if (writes > this.fading(this.peak, now)) this.peak = { value: writes, at: now };
  }

  /** What is left of the ceiling beside others, who will burst again. */
  private free(ceiling: number, foreign: number, at: number): number {
    const burst = this.fading(this.burst, at);
    if (burst < 0.5) return ceiling - foreign;
    const beside = this.limit - Math.ceil(burst - 1e-9) - Math.ceil(this.limit / 20);
    return Math.min(ceiling - foreign, Math.max(Math.ceil(ceiling / 2), beside));
  }

  /** The demand of writes that a read reckons with, when `written` of them lie in the window; 0: none. */
  private demand(ceiling: number, written: number, at: number): number {
    const wanted = Math.max(this.fading(this.peak, at), written);
    let prior = this.shared ? ceiling / 10 : 0;
    if (wanted >= 0.1 && at >= this.pressedUntil) prior += 3 * Math.sqrt(prior);
    const demand = Math.max(wanted, prior);
    return demand < 0.1 ? 0 : demand;
  }

  private rate(demand: number, free: number, at: number): number {
    const rate = demand / this.ms;
    return at < this.pressedUntil ? Math.max(rate, (0.95 * free) / this.ms) : rate;
  }

  /** What writes take in a quarter of a second. */
  private soon(demand: number, ceiling: number, free: number): number {
    const wanted = Math.max(1, Math.ceil(demand * Math.min(1, 250 / this.ms) - 1e-9));
    return Math.min(wanted, ceiling - 1, Math.max(0, free - 1));
  }

  private reserved(ceiling: number, free: number, at: number): number {
    const first = this.firstAt(at);
    let written = this.written;
    for (let i = this.first; i < first; i += 1) written -= this.writes[i]!;
    const demand = this.demand(ceiling, written, at);
    if (demand === 0) return 0;
    const rate = this.rate(demand, free, at);
    let most = 0;
    let freed = 0;
    for (let i = first; i < this.end; i += 1) {
      const wanted = rate * (this.lasts[i]! + this.ms - at) - freed;
      if (wanted > most) most = wanted;
      freed += this.calls[i]!;
    }
    return Math.max(Math.ceil(most - 1e-9), this.soon(demand, ceiling, free));
  }

  private firstAt(at: number): number {
    let first = this.first;
    while (first < this.end && this.lasts[first]! + this.ms < at) first += 1;
    return first;
  }

  /** The same answer as `room(...) >= 0` where it is plain without looking at each bucket, which it mostly is. */
  private readsSurely(used: number, ceiling: number, now: number): boolean {
    const free = this.free(ceiling, this.foreignAt(now), now);
    const demand = this.demand(ceiling, this.written, now);
    const atMost = demand === 0 ? 0 : Math.ceil(this.rate(demand, free, now) * this.ms);
    return free - used - 1 >= Math.max(atMost, this.soon(demand, ceiling, free));
  }

  private room(isRead: boolean, ceiling: number, at: number): number {
    const foreign = this.foreignAt(at);
    let used = this.total + 1;
    for (let i = this.firstAt(at) - 1; i >= this.first; i -= 1) used -= this.calls[i]!;
    if (!isRead) {
      const besideOthers = Math.max(ceiling, this.limit - Math.ceil(this.limit / 20)) - foreign;
      return Math.min(ceiling, besideOthers) - used;
    }
    const free = this.free(ceiling, foreign, at);
    return free - used - this.reserved(ceiling, free, at);
  }

  /** Room only grows while nothing is granted: so from a good guess to both sides, and then by halves. */
  private retryAt(isRead: boolean, ceiling: number, now: number): number {
    const has = (at: number) => this.room(isRead, ceiling, at) >= 0;
    let no = now;
    let yes = Math.max(now + 1, Math.max(this.foreign.at, this.windowEnd) + this.ms);
    if (this.end > this.first) yes = Math.max(yes, this.lasts[this.end - 1]! + this.ms + 1);
    let at = Math.min(yes - 1, Math.max(now + 1, this.guess(isRead, ceiling, now)));
    for (let step = 1; at > no && at < yes; step *= 2) {
      const isEnough = has(at);
      if (isEnough) yes = at;
      else no = at;
      at += isEnough ? -step : step;
    }
    while (yes - no > 1) {
      const between = Math.floor((no + yes) / 2);
      if (has(between)) yes = between;
      else no = between;
    }
    return yes;
  }

  /** When there would be room if nothing faded: each bucket must have left, or leave room for what writes take until it does. */
  private guess(isRead: boolean, ceiling: number, now: number): number {
    const foreign = this.foreignAt(now);
    const free = isRead ? this.free(ceiling, foreign, now) : Math.min(ceiling, this.limit - foreign);
    const demand = isRead ? this.demand(ceiling, this.written, now) : 0;
    const rate = this.rate(demand, free, now);
    const most = free - 1 - (demand > 0 ? this.soon(demand, ceiling, free) : 0);
    let at = now;
    let since = 0;
    for (let i = this.end - 1; i >= this.first; i -= 1) {
      since += this.calls[i]!;
      const leaves = this.lasts[i]! + this.ms + 1;
      const suffices = isRead && since <= most ? leaves - 1 - (free - 1 - since + 1e-9) / rate : leaves;
      if (since > most || isRead) at = Math.max(at, Math.min(leaves, suffices));
    }
    return Math.ceil(at);
  }
}
