const inARow = 5;
const withinMs = 5_000;

/**
 * A sub-limit of one ticket stops one operation. One that counts every update stops row after row; each would be claimed,
 * refused and put aside, again and again, so then the lane had better wait as a whole.
 */
export class Standstill {
  private readonly refusals = new Map<string, { sublimit: string; times: number; at: Date }>();

  /** An operation of the account went through. */
  moved(accountId: string): void {
    this.refusals.delete(accountId);
  }

  /** One was refused by a sub-limit. True: the same one has refused so many in a row that the lane is to wait. */
  at(accountId: string, sublimit: string, now: Date): boolean {
    const last = this.refusals.get(accountId);
    const goesOn = last?.sublimit === sublimit && now.getTime() - last.at.getTime() < withinMs;
    const times = goesOn ? last.times + 1 : 1;
    this.refusals.set(accountId, { sublimit, times, at: now });
    if (times < inARow) return false;
    this.refusals.delete(accountId);
    return true;
  }
}
