import { ModelWindow } from '@nightdesk/budget';

/** A window as we count it and as the platform does, which is exact and rolls. */
export class CountedWindow {
  readonly model: ModelWindow;
  private readonly arrived: number[] = [];
  private oldest = 0;

  constructor(limit: number, windowMs: number, shared: boolean) {
    this.model = new ModelWindow(limit, windowMs, shared);
  }

  /** Calls of ours within the window that ends at an instant; instants must not go back. */
  at(now: number): number {
    while (this.oldest < this.arrived.length && this.arrived[this.oldest]! <= now - this.model.ms)
      this.oldest += 1;
    return this.arrived.length - this.oldest;
  }

  /** One more call, if there is room for it beside `foreign` ones; false: the platform refuses it. */
  arrive(now: number, foreign: number): boolean {
    if (this.at(now) + foreign >= this.model.limit) return false;
    this.arrived.push(now);
    return true;
  }
}

export interface Flight {
  lease: number;
  at: number;
  /** The platform's answer was 429, which we hear when the call is over. */
  isRefused: boolean;
}

/** What one lane still has to send, in order, and what it has under way. */
export class Lane {
  /** Calls that went out and were carried out. */
  sent = 0;
  /** When it asks again; before that it was refused. */
  asksAt = 0;
  private readonly flights: Flight[] = [];
  private landed = 0;

  constructor(
    readonly isRead: boolean,
    readonly arrivals: Float64Array,
    readonly window: CountedWindow,
    readonly callMs: number,
  ) {}

  get isDone(): boolean {
    return this.sent === this.arrivals.length;
  }

  /** When its next call asks. */
  get due(): number {
    return this.isDone ? Infinity : Math.max(this.arrivals[this.sent]!, this.asksAt);
  }

  /** When its next call is over: all take as long, so they end in order. */
  get landing(): number {
    const next = this.flights[this.landed];
    return next ? next.at + this.callMs : Infinity;
  }

  takeOff(flight: Flight): void {
    this.flights.push(flight);
  }

  land(): Flight {
    const flight = this.flights[this.landed]!;
    this.landed += 1;
    if (this.landed === this.flights.length) this.landed = this.flights.length = 0;
    return flight;
  }
}
