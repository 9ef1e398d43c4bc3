import { spawnSync } from 'node:child_process';

/** Prometheus and promtool are there. */
export const prometheusIsInstalled = ['promtool', 'prometheus'].every(
  (program) => spawnSync(program, ['--version']).status === 0,
);
