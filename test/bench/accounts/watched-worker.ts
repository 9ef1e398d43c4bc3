import { type ChildProcess, spawn } from 'node:child_process';
import { ended } from '../../support/processes.js';
import { freePort } from '../../support/service.js';
import { until } from '../../support/until.js';

/** What a worker process holds and has used, as it says itself; see worker-probe.mjs. */
export interface WorkerState {
  /** Bytes. */
  rss: number;
  held: number;
  /** Of all its threads, since it was started. */
  cpuMs: number;
  sockets: number;
  timers: number;
}

/** apps/worker as it is built and deployed, a process of its own that can be asked what it costs. */
export class WatchedWorker {
  private constructor(
    private readonly child: ChildProcess,
    private readonly probeUrl: string,
  ) {}

  static async start(environment: Readonly<Record<string, string>>): Promise<WatchedWorker> {
    const [health, probe] = [await freePort(), await freePort()];
    const child = spawn(
      process.execPath,
      ['--import', './test/bench/accounts/worker-probe.mjs', 'dist/apps/worker/src/main.js'],
      {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: {
          PATH: process.env['PATH'],
          NODE_ENV: 'production',
          ...environment,
          HEALTH_PORT: String(health),
          BENCH_PROBE_PORT: String(probe),
        },
      },
    );
    await until(async () => {
      if (child.exitCode !== null) throw new Error(`the worker ended with ${child.exitCode}`);
      return (await fetch(`http://127.0.0.1:${health}/readyz`).catch(() => null))?.ok;
    }, 60_000);
    return new WatchedWorker(child, `http://127.0.0.1:${probe}`);
  }

  /** As it is, without disturbing it. */
  state(): Promise<WorkerState> {
    return this.ask('/');
  }

  /** After a garbage collection. */
  collected(): Promise<WorkerState> {
    return this.ask('/collected');
  }

  async stop(): Promise<void> {
    await ended(this.child, 'SIGTERM');
  }

  private async ask(path: string): Promise<WorkerState> {
    return (await (await fetch(`${this.probeUrl}${path}`)).json()) as WorkerState;
  }
}
