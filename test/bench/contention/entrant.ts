import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { FromContender, Order, Outcomes, ToContender } from './contender.js';

const program = fileURLToPath(new URL('contender-process.ts', import.meta.url));

/** A contender's process, seen from the bench. */
export class Entrant {
  private readonly child: ChildProcess;
  private readonly failed: Promise<never>;

  constructor(private readonly order: Order) {
    this.child = fork(program, [JSON.stringify(order)], {
      execArgv: ['--import', './test/support/ts-loader.mjs'],
      // Nothing of ours, such as settings of Nightdesk that somebody has in his shell.
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], TMPDIR: process.env['TMPDIR'] },
    });
    this.failed = once(this.child, 'exit').then(([code]) => {
      throw new Error(`${order.contender} ended with ${code}`);
    });
    this.failed.catch(() => null); // told to whoever waits for it at that moment
  }

  async ready(): Promise<void> {
    await this.said('ready');
  }

  /** Lets it make its calls; answers when it has reported. */
  async race(at: number): Promise<Outcomes> {
    const message: ToContender = { kind: 'start', at };
    this.child.send(message);
    return this.said('ended');
  }

  /** Waits until it has gone by itself, as it does after its report; one that has not reported is ended. */
  async gone(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const over = once(this.child, 'exit');
    if (!this.hasReported) this.child.disconnect();
    await over;
  }

  private hasReported = false;

  private said<K extends FromContender['kind']>(kind: K): Promise<Extract<FromContender, { kind: K }>> {
    const heard = once(this.child, 'message').then(([message]) => {
      const told = message as FromContender;
      if (told.kind !== kind) throw new Error(`${this.order.contender} said ${told.kind} instead of ${kind}`);
      this.hasReported = kind === 'ended';
      return told as Extract<FromContender, { kind: K }>;
    });
    return Promise.race([heard, this.failed]);
  }
}
