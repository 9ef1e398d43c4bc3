import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { requestTrackerIsInstalled, rtServer } from './request-tracker-installed.mjs';
import { freePort } from './service.js';
import { until } from './until.js';
import { describeWhere } from './where.js';

/** With a real Request Tracker. */
export function describeWithRequestTracker(title: string, tests: () => void): void {
  describeWhere(requestTrackerIsInstalled(), title, 'Request Tracker is not installed', tests);
}

/** RT writes its database in many small steps, which memory takes ten times as fast. */
const place = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/**
 * A real Request Tracker 5 with a database and a configuration of its own in a folder that ends with it: what the system
 * has of both is not used. It sends no mail. `ask` reaches it by Perl, past HTTP.
 */
export class RequestTracker {
  private readonly lines: AsyncIterator<string>;
  private turn: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly child: ChildProcess & { stdin: NodeJS.WritableStream },
    reader: Interface,
    private readonly folder: string,
    readonly url: string,
  ) {
    this.lines = reader[Symbol.asyncIterator]();
  }

  /** @param timezone of the site; users may have others. */
  static async start(timezone = 'America/St_Johns'): Promise<RequestTracker> {
    const port = await freePort();
    const folder = mkdtempSync(join(place, 'request-tracker-'));
    const env = environment(folder, port, timezone);
    const made = spawnSync('rt-setup-database-5', ['--action', 'init', '--skip-create'], {
      env,
      encoding: 'utf8',
    });
    if (made.status !== 0) throw new Error(`no database for Request Tracker: ${made.stdout}${made.stderr}`);
    const server = [rtServer, '--server', 'Starlet', '--host', '127.0.0.1', '--port', `${port}`];
    const child = spawn('perl', ['test/support/request-tracker.pl', ...server, '--max-workers', '3'], {
      env,
      stdio: ['pipe', 'pipe', process.env.DEBUG_REQUEST_TRACKER ? 'inherit' : 'ignore'],
    });
    const tracker = new RequestTracker(
      child,
      createInterface({ input: child.stdout }),
      folder,
      `http://127.0.0.1:${port}`,
    );
    const isUp = () =>
      fetch(`${tracker.url}/REST/2.0/rt`).then(
        ({ status }) => status === 401,
        () => false,
      );
    try {
      await until(isUp, 60_000);
    } catch (error) {
      await tracker.stop();
      throw error;
    }
    return tracker;
  }

  /** Asks the Perl side, one call after the other. */
  ask<T>(call: string, given: object): Promise<T> {
    const answer = this.turn.then(async () => {
      this.child.stdin.write(`${JSON.stringify({ call, with: given })}\n`);
      const { value, done } = await this.lines.next();
      if (done) throw new Error('the Perl side of Request Tracker has ended');
      const said = JSON.parse(value) as { answer: T } | { error: string };
      if ('error' in said) throw new Error(said.error);
      return said.answer;
    });
    this.turn = answer.catch((error: unknown) => error);
    return answer;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null) {
      const gone = once(this.child, 'exit');
      this.child.stdin.end();
      await gone;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function environment(folder: string, port: number, timezone: string): NodeJS.ProcessEnv {
  for (const name of ['config', 'session', 'mason']) mkdirSync(join(folder, name));
  chmodSync(folder, 0o700);
  const file = join(folder, 'RT_SiteConfig.pm');
  const settings = {
    rtname: 'tests.example',
    Organization: 'tests.example',
    CorrespondAddress: 'rt@tests.example',
    CommentAddress: 'rt-comment@tests.example',
    WebDomain: '127.0.0.1',
    WebPort: port,
    WebPath: '',
    WebBaseURL: `http://127.0.0.1:${port}`,
    DatabaseType: 'SQLite',
    DatabaseName: join(folder, 'database'),
    Timezone: timezone,
    LogToSTDERR: 'error',
    BcryptCost: 4,
  };
  const lines = Object.entries(settings).map(([name, value]) => `Set($${name}, '${value}');`);
  const folders = [
    `$RT::VarPath = '${folder}';`,
    `$RT::MasonDataDir = '${join(folder, 'mason')}';`,
    `$RT::MasonSessionDir = '${join(folder, 'session')}';`,
  ];
  const quiet = [`Set($MailCommand, sub { 1 });`, `Set($LogToSyslog, undef);`];
  writeFileSync(file, [...lines, ...quiet, ...folders, '1;\n'].join('\n'));
  return {
    ...process.env,
    TMPDIR: folder,
    RT_SITE_CONFIG: file,
    RT_SITE_CONFIG_DIR: join(folder, 'config'),
  };
}
