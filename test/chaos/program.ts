import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pass } from 'node:timers/promises';
import { noRateLimits } from '../support/no-rate-limits.js';
import { until } from '../support/until.js';

/** One of our programs, built, and kept up as a container's supervisor does: it is started again when it ends by itself. */
export class Program {
  /** How often it ended although nobody had asked it to. */
  ends = 0;
  /** What it had written last when it did. */
  lastWords = '';
  private said = '';
  private child: ChildProcess | undefined;
  private wanted = false;

  constructor(
    readonly name: string,
    private readonly main: string,
    private readonly environment: Readonly<Record<string, string>>,
    private readonly readyUrl: string,
  ) {}

  /** Started, and ready within a minute. */
  async up(): Promise<void> {
    this.wanted = true;
    this.start();
    const ready = async () => (await fetch(this.readyUrl).catch(() => null))?.ok === true;
    await until(ready, 60_000).catch((error: unknown) => {
      throw new Error(`${this.name} is not ready. It said:\n${this.said.slice(-3_000)}`, { cause: error });
    });
  }

  /** What it wrote of a request. */
  linesOf(traceId: string): string[] {
    return this.said.split('\n').filter((line) => line.includes(traceId));
  }

  /** As a power cut ends it, for so long. */
  async kill(downMs: number): Promise<void> {
    await this.end('SIGKILL');
    await pass(downMs);
    this.wanted = true;
    this.start();
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM');
  }

  private start(): void {
    if (this.child) return;
    const child = spawn(process.execPath, ['--enable-source-maps', this.main], {
      // The channel tells it when we are gone, whatever ended us.
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { PATH: process.env['PATH'], ...noRateLimits, ...this.environment },
    });
    this.child = child;
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => (this.said = (this.said + chunk.toString()).slice(-500_000)));
    child.once('exit', () => {
      if (this.child !== child) return;
      this.child = undefined;
      if (!this.wanted) return;
      this.ends += 1;
      this.lastWords = `exit ${child.exitCode ?? child.signalCode}: ${this.said.slice(-1_500)}`;
      setTimeout(() => this.wanted && this.start(), 1_000);
    });
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    this.wanted = false;
    const { child } = this;
    if (!child) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }
}
