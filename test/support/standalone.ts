import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noRateLimits } from './no-rate-limits.js';
import { freePort } from './service.js';
import { until } from './until.js';

/** `npm start` as a newcomer runs it, but in a folder and on ports of its own. */
export class Standalone {
  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
    readonly url: string,
    readonly sandboxUrl: string,
    readonly email: string,
    readonly password: string,
  ) {}

  static async start(environment: Readonly<Record<string, string>> = {}): Promise<Standalone> {
    const folder = await mkdtemp(join(tmpdir(), 'nightdesk-start-'));
    const [api, health, postgres, sandbox, example] = await Promise.all(
      Array.from({ length: 5 }, () => freePort()),
    );
    const child = spawn(process.execPath, ['apps/standalone/start.mjs'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...inherited(),
        NIGHTDESK_DATA: folder,
        PORT: String(api),
        HEALTH_PORT: String(health),
        POSTGRES_PORT: String(postgres),
        SANDBOX_PORT: String(sandbox),
        EXAMPLE_PORT: String(example),
        ...noRateLimits,
        ...environment,
      },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text: Buffer) => (said += text.toString()));
    const banner = await until(() => {
      if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}:\n${said}`);
      return /Log in as\s+(\S+)\s+password (\S+)/.exec(said);
    }, 240_000);
    const [, email = '', password = ''] = banner;
    const at = (port: number | undefined) => `http://127.0.0.1:${port}`;
    return new Standalone(child, folder, at(api), at(sandbox), email, password);
  }

  /** Ctrl-C; answers the exit code. */
  async stop(): Promise<number | null> {
    if (this.child.exitCode === null) {
      this.child.kill('SIGINT');
      await once(this.child, 'exit');
    }
    await rm(this.folder, { recursive: true, force: true });
    return this.child.exitCode;
  }
}

/** What finds programs and home; nothing that configures Nightdesk. */
function inherited(): Record<string, string> {
  const names = ['PATH', 'HOME', 'USER', 'LANG', 'TMPDIR'];
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}
