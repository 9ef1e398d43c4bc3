/** Most rows of one statement; more wait for the next. */
const groupLimit = 500;

interface Waiting<T> {
  entry: T;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * Commits entries in groups: a group is what arrived while the last commit was in flight. Alone, an entry is committed
 * at once; under load the rate is bound by commits and not by round trips.
 */
export class GroupCommit<T> {
  private waiting: Waiting<T>[] = [];
  private running = 0;

  /**
   * @param commit stores a group; when it throws, every entry of the group fails with that error.
   * @param sideBySide so many commits at once: with two, one is computed while the other one waits for the disk.
   */
  constructor(
    private readonly commit: (group: readonly T[]) => Promise<void>,
    private readonly sideBySide = 1,
  ) {}

  /** Entries that are not committed yet. */
  get depth(): number {
    return this.waiting.length;
  }

  /** Resolves when the entry is committed. */
  add(entry: T): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ entry, resolve, reject });
      if (this.running < this.sideBySide) void this.run();
    });
  }

  private async run(): Promise<void> {
    this.running += 1;
    while (this.waiting.length > 0) {
      const group = this.waiting.splice(0, groupLimit);
      try {
        await this.commit(group.map(({ entry }) => entry));
        for (const { resolve } of group) resolve();
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    this.running -= 1;
  }
}
