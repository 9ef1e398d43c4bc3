import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** Runs one of our TypeScript files as a process of its own; its argument arrives as JSON. */
export function startProcess(
  file: string,
  argument: object,
): ChildProcess & { stdout: NodeJS.ReadableStream } {
  const child = spawn(
    process.execPath,
    ['--import', './test/support/ts-loader.mjs', file, JSON.stringify(argument)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '' },
    },
  );
  return child;
}

export async function output(child: ReturnType<typeof startProcess>): Promise<string> {
  let said = '';
  child.stdout.on('data', (chunk) => (said += String(chunk)));
  await once(child, 'close');
  return said;
}

export async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}
