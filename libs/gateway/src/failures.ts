import { CircuitState, ConsecutiveBreaker, CountBreaker } from 'cockatiel';

const inARow = 5;
const calls = 20;
/** The counter opens above its threshold, and exactly half is to open. */
const half = 0.4999;

/** The last calls of one account in this process, kept from a first failure until as many calls in a row went well. */
class Count {
  private readonly consecutive = new ConsecutiveBreaker(inARow);
  private readonly share = new CountBreaker({ threshold: half, size: calls });
  private well = 0;

  /** True: the account is healthy. */
  answered(): boolean {
    this.consecutive.success();
    this.share.success(CircuitState.Closed);
    this.well += 1;
    return this.well >= calls;
  }

  /** True: too many have failed. */
  failed(): boolean {
    this.well = 0;
    const row = this.consecutive.failure();
    const many = this.share.failure(CircuitState.Closed);
    return row || many;
  }
}

/** When a platform counts as failing: after 5 failures in a row, or when half of 20 calls failed (SPEC 9.2). */
export class Failures {
  private readonly counts = new Map<string, Count>();

  answered(accountId: string): void {
    if (this.counts.get(accountId)?.answered() === true) this.counts.delete(accountId);
  }

  /** True: the breaker is to open; the count begins anew. */
  failed(accountId: string): boolean {
    const count = this.counts.get(accountId) ?? new Count();
    this.counts.set(accountId, count);
    const opens = count.failed();
    if (opens) this.counts.delete(accountId);
    return opens;
  }

  forget(accountId: string): void {
    this.counts.delete(accountId);
  }

  /** Accounts that something is remembered of. */
  get size(): number {
    return this.counts.size;
  }
}
