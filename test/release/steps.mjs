import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as pass } from 'node:timers/promises';

const shownLines = 40;
const patienceMs = 40_000;

/** A process in a group of its own, so that all that it starts gets the same signals. */
export class Program {
  said = '';

  constructor(child) {
    this.child = child;
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => (this.said = (this.said + chunk).slice(-200_000)));
    child.once('error', (error) => (this.said += `${error.message}\n`));
    this.ended = once(child, 'close').then(([code, signal]) => code ?? signal);
  }

  get isOver() {
    return this.child.exitCode !== null || this.child.signalCode !== null || this.child.pid === undefined;
  }

  signal(signal) {
    if (!this.isOver) process.kill(-this.child.pid, signal);
  }

  /** Answers its exit code; whoever does not end is killed. */
  async stop(signal = 'SIGTERM') {
    this.signal(signal);
    const killed = new AbortController();
    const late = pass(patienceMs, undefined, killed).then(
      () => this.signal('SIGKILL'),
      () => undefined,
    );
    const code = await this.ended;
    killed.abort();
    await late;
    return code;
  }
}

/** Steps one after the other, a line each; what they start is ended when all is over, however that comes. */
export class Steps {
  #programs = [];
  #current = [];

  async step(name, work) {
    const begun = performance.now();
    this.#current = [];
    const line = (mark) =>
      console.log(
        `${mark} ${name.padEnd(52)} ${((performance.now() - begun) / 1_000).toFixed(1).padStart(7)} s`,
      );
    try {
      const result = await work();
      line('✓');
      return result;
    } catch (error) {
      line('✗');
      for (const { said } of this.#current) console.log(said.split('\n').slice(-shownLines).join('\n'));
      throw error;
    }
  }

  /** @param as `{ uid, gid, env }` of whoever runs it. */
  start(as, folder, env, command, ...args) {
    const { uid, gid } = as;
    const child = spawn(command, args, {
      cwd: folder,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(uid === undefined ? {} : { uid, gid }),
    });
    const program = new Program(child);
    this.#programs.push(program);
    this.#current.push(program);
    return program;
  }

  /** Runs to the end. Answers what was said. */
  async run(as, folder, env, command, ...args) {
    const program = this.start(as, folder, env, command, ...args);
    const code = await program.ended;
    if (code !== 0) throw new Error(`${[command, ...args].join(' ')} ended with ${code}`);
    return program.said;
  }

  /** The last started first, as whoever needs another was started later. */
  async endAll() {
    for (const program of this.#programs.toReversed()) if (!program.isOver) await program.stop();
  }
}

/** Looks until `look` answers something true; ends early when a program does that must not. */
export async function until(look, withinMs, programs = []) {
  const end = Date.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    const gone = programs.find((program) => program.isOver);
    if (gone) throw new Error(`a program ended while it was waited for: ${gone.child.spawnargs.join(' ')}`);
    if (Date.now() > end) throw new Error(`not seen within ${withinMs / 1_000} s: ${look}`);
    await pass(200);
  }
}

/** Of a GET; null without an answer. */
export async function answerOf(url) {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    return { ok: answer.ok, text: await answer.text() };
  } catch {
    return null; // it is asked again
  }
}

export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
