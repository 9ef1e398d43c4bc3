import { performance } from 'node:perf_hooks';

const sampleMs = 100;
/** Of the time since the last look that went into work: above it, whatever else comes must wait. */
const busyShare = 0.9;
/** How much a new sample counts: about a second is remembered. */
const weight = 0.1;
/** What a process is thought able to before it was ever busy. */
const firstPerMs = 0.4;

/** How many requests this process can end, and whether that is what it does. */
export class Pace {
  /** Requests that were admitted and are not answered yet. */
  inFlight = 0;
  /** Requests that it ends in a millisecond when it is busy; at other times what it ends says how much is asked for. */
  perMs = firstPerMs;
  busy = false;
  private ended = 0;
  private since = performance.now();
  private utilization = performance.eventLoopUtilization();
  private readonly timer: NodeJS.Timeout;

  /** @param databaseIsBusy whether queries wait for a connection. */
  constructor(private readonly databaseIsBusy: () => boolean) {
    this.timer = setInterval(() => this.sample(), sampleMs).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  begin(): void {
    this.inFlight += 1;
  }

  end(): void {
    this.inFlight -= 1;
    this.ended += 1;
  }

  private sample(): void {
    const now = performance.now();
    const utilization = performance.eventLoopUtilization();
    const lately = performance.eventLoopUtilization(utilization, this.utilization).utilization;
    this.busy = lately >= busyShare || this.databaseIsBusy();
    if (this.busy) this.perMs += weight * (this.ended / (now - this.since) - this.perMs);
    this.utilization = utilization;
    this.since = now;
    this.ended = 0;
  }
}
