import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * The command line of a running process, or undefined when there is none with this id (or it cannot be seen). A pid alone
 * says little: after a crash the system gives it to somebody else, in a container almost at once.
 */
export function commandLine(pid: number): string | undefined {
  try {
    if (process.platform === 'linux')
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return execFileSync('ps', ['-p', String(pid), '-o', 'args='], { encoding: 'utf8' }).trim();
  } catch {
    // No such process, or no `ps`: nothing is known of it.
    return undefined;
  }
}
