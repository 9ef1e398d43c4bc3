import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Where Debian's request-tracker5 keeps its server. */
export const rtServer = '/usr/share/request-tracker5/libexec/rt-server';

/** A real Request Tracker 5 that can run on SQLite is installed. */
export function requestTrackerIsInstalled() {
  const modules = ['-MDBD::SQLite', '-MPlack::Handler::Starlet', '-MLWP'];
  return existsSync(rtServer) && spawnSync('perl', [...modules, '-e', '1']).status === 0;
}
