import type { JournalEntry } from '../../apps/sandbox/src/journal.js';
import type { Sandbox } from '../../apps/sandbox/src/sandbox.js';

/** Every call that the platforms heard: the sandbox itself forgets older ones. */
export class Recorder {
  readonly entries: JournalEntry[] = [];
  private readonly timer = setInterval(() => this.look(), 1_000);

  constructor(private readonly sandbox: Sandbox) {}

  stop(): void {
    clearInterval(this.timer);
    this.look();
  }

  private look(): void {
    const last = this.entries.at(-1)?.number ?? 0;
    this.entries.push(...this.sandbox.control.requests().filter(({ number }) => number > last));
  }
}
