const GRID_MS = 5;

/** Farther off it is not worth a reminder: who waits a minute can wait for another tenth of a second. */
const FARTHEST_MS = 60_000;

/** Acts at given instants, a few ms late, with one timer for the nearest of them. Nothing depends on it but punctuality. */
export class Reminder {
  private readonly instants = new Set<number>();
  private nearest = Infinity;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(private readonly act: () => void) {}

  at(instant: number): void {
    if (this.stopped || instant - Date.now() > FARTHEST_MS) return;
    const rounded = Math.ceil((instant + 1) / GRID_MS) * GRID_MS;
    this.instants.add(rounded);
    if (rounded < this.nearest) this.arm();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private arm(): void {
    clearTimeout(this.timer);
    this.nearest = Infinity;
    for (const instant of this.instants) this.nearest = Math.min(this.nearest, instant);
    if (this.nearest === Infinity) return;
    this.timer = setTimeout(() => this.ring(), Math.max(0, this.nearest - Date.now()));
    this.timer.unref();
  }

  private ring(): void {
    const now = Date.now();
    for (const instant of this.instants) if (instant <= now) this.instants.delete(instant);
    this.act();
    this.arm();
  }
}
