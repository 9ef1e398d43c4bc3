import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { ChildLog, type Picker } from './child-log.js';

/** One process of the whole. */
export interface ChildSpec {
  readonly name: string;
  /** A built entry point. */
  readonly entry: string;
  readonly arguments?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly shows: Picker;
  /** How long it may take to stop by itself before it is killed, in ms. */
  readonly stopWithinMs: number;
  /** Even somebody in a hurry waits for it: it leaves another process behind when it is killed. */
  readonly neverHurried?: boolean;
}

/** How a process ended: `exit code 1`, `signal SIGKILL`. */
export type Ending = string;

/**
 * A process with its log. It leads a process group of its own, so the terminal's Ctrl-C does not reach it, and has an IPC
 * channel, whose closing tells it that we are gone, however we went.
 */
export class Child {
  readonly log: ChildLog;
  #process: ChildProcess | undefined;

  constructor(
    readonly spec: ChildSpec,
    logs: string,
    private readonly say: (line: string) => void,
  ) {
    this.log = new ChildLog(logs, spec.name, spec.shows, say);
  }

  /** Starts it. `ended` is called once, when the process is gone and its last line is in the log. */
  start(ended: (how: Ending) => void): void {
    const child = spawn(
      process.execPath,
      ['--enable-source-maps', this.spec.entry, ...(this.spec.arguments ?? [])],
      {
        env: { ...process.env, ...this.spec.environment },
        detached: true,
        windowsHide: true,
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      },
    );
    this.#process = child;
    for (const stream of [child.stdout, child.stderr]) this.#follow(stream);
    child.once('error', (error) => this.log.add(`could not be started: ${error.message}`));
    const closed = once(child, 'close');
    child.once('exit', (code, signal) => {
      this.#process = undefined;
      // Its last words are read by then; a process that it left behind may hold the pipe open for longer.
      void Promise.race([closed, wait(250)]).then(() =>
        ended(signal ? `signal ${signal}` : `exit code ${code}`),
      );
    });
  }

  /** Asks it to stop, and kills it when it does not. Resolves when it is gone. */
  async stop(): Promise<void> {
    const child = this.#process;
    if (!child) return;
    const gone = once(child, 'exit');
    const limit = setTimeout(() => {
      this.say(`${this.spec.name} did not stop within ${this.spec.stopWithinMs / 1000} s and is killed`);
      child.kill('SIGKILL');
    }, this.spec.stopWithinMs);
    child.kill('SIGTERM');
    await gone;
    clearTimeout(limit);
  }

  /** For somebody who does not want to wait until it has stopped by itself. */
  hurry(): void {
    if (!this.spec.neverHurried) this.#process?.kill('SIGKILL');
  }

  #follow(stream: Readable | null): void {
    if (stream) createInterface({ input: stream }).on('line', (line) => this.log.add(line));
  }
}
