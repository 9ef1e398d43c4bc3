/** Most entries of one group; more wait for the next. */
const groupLimit = 500;

interface Waiting<Q, A> {
  entry: Q;
  resolve: (answer: A) => void;
  reject: (error: unknown) => void;
}

/**
 * One statement for all who ask the same kind of thing: a group is what came while the last one was in flight. Alone, an
 * entry goes at once; under load the rate is bound by statements, and their commits, and not by round trips.
 */
export class Grouped<Q, A = void> {
  private waiting: Waiting<Q, A>[] = [];
  private running = 0;
  /** Entries of the groups under way. */
  private underWay = 0;

  /**
   * @param answer deals with a group and answers in its order; when it throws, every entry of the group fails with that error.
   * @param sideBySide so many groups at once: with two, one is computed while the other one waits for the disk.
   * @param worthAnother how many must wait for a group beside others that have so many entries; fewer wait for those under way,
   * because a statement for few costs nearly as much as one for many.
   */
  constructor(
    private readonly answer: (group: readonly Q[]) => Promise<readonly A[]>,
    private readonly sideBySide = 1,
    private readonly worthAnother: (underWay: number) => number = () => 1,
  ) {}

  /** Entries that no statement has taken yet. */
  get depth(): number {
    return this.waiting.length;
  }

  /** Resolves when the entry's group is answered. */
  add(entry: Q): Promise<A> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ entry, resolve, reject });
      if (this.running < this.sideBySide && this.isWorthIt()) void this.run();
    });
  }

  private async run(): Promise<void> {
    this.running += 1;
    while (this.isWorthIt()) {
      const group = this.waiting.splice(0, groupLimit);
      this.underWay += group.length;
      try {
        const answers = await this.answer(group.map(({ entry }) => entry));
        group.forEach(({ resolve }, at) => resolve(answers[at] as A));
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
      this.underWay -= group.length;
    }
    this.running -= 1;
  }

  private isWorthIt(): boolean {
    return this.waiting.length >= (this.underWay > 0 ? this.worthAnother(this.underWay) : 1);
  }
}
