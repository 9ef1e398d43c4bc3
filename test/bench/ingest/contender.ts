import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { noRateLimits } from '../../support/no-rate-limits.js';
import { ended } from '../../support/processes.js';
import { freePort } from '../../support/service.js';
import { until } from '../../support/until.js';
import type { ContenderSettings } from './contenders/settings.js';

/** Clock ticks of /proc/<pid>/stat: 100 a second on every Linux that Node runs on. */
const tickMs = 10;

const Compose = z.object({ services: z.object({ api: z.object({ command: z.array(z.string()) }) }) });
/** What docker-compose.yml tells Node for the api. */
const { services } = Compose.parse(parse(readFileSync('docker-compose.yml', 'utf8')));
const apiFlags = services.api.command.filter((word) => word.startsWith('--'));

/** A server of webhooks in a process of its own. */
export class Contender {
  private constructor(
    readonly name: string,
    readonly port: number,
    /** Where its rows are. */
    readonly table: string,
    private readonly child: ChildProcess,
  ) {}

  /** Written by hand, over Fastify or Nest. */
  static async byHand(name: 'bare' | 'nest', given: Omit<ContenderSettings, 'port'>): Promise<Contender> {
    const port = await freePort();
    const child = fork(`test/bench/ingest/contenders/${name}.ts`, {
      execArgv: ['--import', './test/support/ts-loader.mjs'],
      env: { PATH: process.env['PATH'], NODE_ENV: 'production' },
    });
    child.send({ ...given, port });
    await once(child, 'message');
    return new Contender(name, port, given.table, child);
  }

  /** Nightdesk's api as it is built and deployed. `profile`: a folder for a profile of its CPU. */
  static async nightdesk(
    name: string,
    environment: Readonly<Record<string, string>>,
    profile?: string,
  ): Promise<Contender> {
    const port = await freePort();
    const child = fork('dist/apps/api/src/main.js', {
      execArgv: [...apiFlags, ...(profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`])],
      env: {
        PATH: process.env['PATH'],
        NODE_ENV: 'production',
        LOG_LEVEL: 'info',
        ...noRateLimits,
        ...environment,
        PORT: String(port),
        PUBLIC_URL: `http://127.0.0.1:${port}`,
      },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    await until(async () => {
      if (child.exitCode !== null) throw new Error(`${name} ended with ${child.exitCode}`);
      return (await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null))?.ok;
    }, 60_000);
    return new Contender(name, port, 'inbox', child);
  }

  /** Milliseconds of CPU since it was started. */
  cpuMs(): number {
    const fields = readFileSync(`/proc/${this.child.pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return (Number(fields[11]) + Number(fields[12])) * tickMs;
  }

  async stop(): Promise<void> {
    await ended(this.child, 'SIGTERM');
  }
}
