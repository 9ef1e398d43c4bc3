import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { assertClean, registerEnvironment } from './canaries.js';
import { noRateLimits } from './no-rate-limits.js';
import { programArguments } from './programs.js';
import { until } from './until.js';

/** One of our programs as a process of its own. */
export class Service {
  private child: ChildProcess | undefined;
  /** What it wrote, for a test that fails. */
  said = '';
  /** All that it wrote, which is searched for secrets when it ends. */
  private readonly lines: string[] = [];

  constructor(
    private readonly main: string,
    private readonly environment: Readonly<Record<string, string>>,
    private readonly readyUrl: string,
  ) {
    registerEnvironment(environment);
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, programArguments(this.main), {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'], ...noRateLimits, ...this.environment },
    });
    this.child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.lines.push(text);
        this.said = (this.said + text).slice(-200_000);
      });
    }
    await until(async () => {
      if (child.exitCode !== null)
        throw new Error(`${this.main} ended with ${child.exitCode}:\n${this.said}`);
      return (await fetch(this.readyUrl).catch(() => null))?.ok;
    }, 60_000);
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Ends it as a power cut does. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Stops it in the middle of whatever it does, as a host that swaps or is moved does, until `thaw`. */
  freeze(): void {
    this.child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.child?.kill('SIGCONT');
  }

  /** Answers its exit code, or null when it was not running. */
  stop(): Promise<number | null> {
    return this.end('SIGTERM');
  }

  private async end(signal: NodeJS.Signals): Promise<number | null> {
    const { child } = this;
    this.child = undefined;
    const runs = child?.exitCode === null && child.signalCode === null;
    if (runs) {
      const gone = once(child, 'exit');
      child.kill(signal);
      child.kill('SIGCONT'); // one that is frozen hears nothing else
      await gone;
    }
    assertClean(this.lines.splice(0).join(''), `what ${this.main} wrote`);
    return runs ? child.exitCode : null;
  }
}

/** Below what systems take for outgoing connections, one of which could have it before whoever asked; and no port that browsers refuse. */
const ports = { from: 11_000, to: 32_000 };
let lastPort = ports.from + Math.floor(Math.random() * (ports.to - ports.from));

/** A port that nobody listens on at this moment, and that this process has not been given lately. */
export async function freePort(): Promise<number> {
  for (;;) {
    lastPort = lastPort + 1 < ports.to ? lastPort + 1 : ports.from;
    const port = lastPort;
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const isOurs = await new Promise<boolean>((tried) => {
    server.once('error', () => tried(false));
    server.listen(port, '127.0.0.1', () => tried(true));
  });
  if (isOurs) await new Promise((closed) => server.close(closed));
  return isOurs;
}
