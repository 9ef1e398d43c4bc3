/** What a process can be asked to do: finish what it has in hand and let go. */
export interface Stoppable {
  close(): Promise<unknown>;
}

/** SIGTERM drains within this time (SPEC 9.3). */
const drainMs = 25_000;

/**
 * Runs one process from start to end: a start that fails says why in one line and exits with 1; SIGTERM, SIGINT and the
 * end of the process that started us (its IPC channel) drain and exit with 0. A second signal exits at once.
 */
export async function runProcess(name: string, start: () => Promise<Stoppable>): Promise<void> {
  const say = (text: string) => process.stderr.write(`${name}: ${text}\n`);
  let stopping = false;
  let running: Stoppable | null = null;

  const stop = (why: string) => {
    if (stopping) process.exit(130);
    stopping = true;
    if (!running) process.exit(0);
    setTimeout(() => {
      say(
        `did not drain within ${drainMs / 1_000} s after ${why}; whatever was in hand is taken up by another process`,
      );
      process.exit(1);
    }, drainMs).unref();
    running.close().then(
      () => process.exit(0),
      (error: unknown) => {
        say(`failed to stop: ${String(error)}`);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
  process.on('disconnect', () => stop('the end of its parent'));

  try {
    running = await start();
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}
