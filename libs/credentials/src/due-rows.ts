/**
 * Works off rows that are due: so many at once, and the next as soon as a place is free, until none is due. A row that takes
 * long keeps its own place only. To be asked by the clock; while nothing is due, one asking is one claim.
 */
export class DueRows<Row> {
  private inHand = 0;

  /**
   * @param claim takes at most so many due rows for this process; nobody else gets them meanwhile.
   * @param work must not fail: what goes wrong is written to the row.
   */
  constructor(
    private readonly atOnce: number,
    private readonly claim: (limit: number) => Promise<Row[]>,
    private readonly work: (row: Row) => Promise<void>,
  ) {}

  /** Ends when all that it has begun is done. */
  async workOff(): Promise<void> {
    const free = this.atOnce - this.inHand;
    if (free === 0) return;
    // The places are taken before it is known how many are due: another asking must not take them as well.
    this.inHand += free;
    const rows = await this.claim(free).finally(() => (this.inHand -= free));
    this.inHand += rows.length;
    const areMore = rows.length === free;
    await Promise.all(
      rows.map(async (row) => {
        await this.work(row).finally(() => (this.inHand -= 1));
        if (areMore) await this.workOff();
      }),
    );
  }
}
