import { relative } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Child, type ChildSpec, type Ending } from './child.js';
import { StartProblem } from './start-problem.js';

export interface RestartRule {
  /** More deaths than this within the window, and the whole stops: something is wrong that starting again does not heal. */
  readonly most: number;
  readonly windowMs: number;
  readonly firstDelayMs: number;
}

const restartRule: RestartRule = { most: 5, windowMs: 60_000, firstDelayMs: 500 };

/** Starts processes one after the other, keeps them alive and stops them in reverse order. */
export class Supervisor {
  readonly #children: Child[] = [];
  readonly #deaths = new Map<Child, number[]>();
  #stopping = false;

  constructor(
    private readonly logs: string,
    private readonly say: (line: string) => void,
    /** Called when a child died too often to be started again. */
    private readonly giveUp: (problem: StartProblem) => void,
    private readonly rule: RestartRule = restartRule,
  ) {}

  /**
   * Starts one more. Resolves when `ready` does; afterwards it is restarted whenever it dies.
   * @throws StartProblem when it ends before it is ready.
   */
  async start(spec: ChildSpec, ready: (signal: AbortSignal) => Promise<void>): Promise<void> {
    if (this.#stopping) throw new StartProblem('It was stopped before all was started.');
    const child = new Child(spec, this.logs, this.say);
    this.#children.push(child);
    const waiting = new AbortController();
    let isReady = false;
    const died = new Promise<never>((_, reject) => {
      child.start((how) => {
        waiting.abort();
        if (isReady) this.#restart(child, how);
        else reject(this.#storyOf(child, `stopped while starting (${how})`));
      });
    });
    await Promise.race([ready(waiting.signal), died]);
    isReady = true;
  }

  /** Stops all, last started first. */
  async stop(): Promise<void> {
    this.#stopping = true;
    if (this.#children.length === 0) return;
    this.say('Stopping.');
    for (const child of this.#children.toReversed()) {
      await child.stop();
    }
    this.say('Stopped.');
  }

  /** For somebody who does not want to wait any longer. */
  hurry(): void {
    for (const child of this.#children) child.hurry();
  }

  #restart(child: Child, how: Ending): void {
    if (this.#stopping) return;
    const since = Date.now() - this.rule.windowMs;
    const deaths = [...(this.#deaths.get(child) ?? []).filter((at) => at > since), Date.now()];
    this.#deaths.set(child, deaths);
    const story = this.#storyOf(child, `stopped unexpectedly (${how})`);
    if (deaths.length > this.rule.most) {
      this.giveUp(
        new StartProblem(
          `${story.message}\nIt died ${deaths.length} times within ${this.rule.windowMs / 1000} s.`,
        ),
      );
      return;
    }
    const delay = this.rule.firstDelayMs * 2 ** (deaths.length - 1);
    this.say(`${story.message}\nIt is started again in ${delay / 1000} s.`);
    void this.#startAgain(child, delay);
  }

  async #startAgain(child: Child, delay: number): Promise<void> {
    await wait(delay);
    if (!this.#stopping) child.start((how) => this.#restart(child, how));
  }

  #storyOf(child: Child, what: string): StartProblem {
    const lines = child.log.last(8).map((line) => `    ${line}`);
    const words = lines.length > 0 ? ` Its last lines:\n${lines.join('\n')}` : '';
    return new StartProblem(`${child.spec.name} ${what}.${words}\n    Log: ${relative('', child.log.file)}`);
  }
}
