import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from './service.js';
import { until } from './until.js';

export const redisIsInstalled = spawnSync('redis-server', ['--version']).status === 0;

/** A real Redis on a free port that keeps nothing on disk: stopping it loses everything, as a lost server would. */
export class RedisServer {
  private child: ChildProcess | undefined;

  private constructor(
    private readonly port: number,
    private readonly more: readonly string[] = [],
  ) {}

  static async start(): Promise<RedisServer> {
    const server = new RedisServer(await freePort());
    await server.up();
    return server;
  }

  /** A cluster of one node that has all slots: it refuses commands whose keys are in several. */
  static async startCluster(): Promise<RedisServer> {
    const file = join(await mkdtemp(join(tmpdir(), 'nightdesk-redis-')), 'nodes.conf');
    const bus = String(await freePort());
    const more = ['--cluster-enabled', 'yes', '--cluster-config-file', file, '--cluster-port', bus];
    const server = new RedisServer(await freePort(), more);
    await server.up();
    const redis = new Redis(server.url);
    await redis.call('CLUSTER', 'ADDSLOTSRANGE', '0', '16383');
    await until(async () => String(await redis.call('CLUSTER', 'INFO')).includes('cluster_state:ok'));
    redis.disconnect();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async up(): Promise<void> {
    const options = [
      '--port',
      `${this.port}`,
      '--save',
      '',
      '--appendonly',
      'no',
      '--bind',
      '127.0.0.1',
      ...this.more,
    ];
    const child = spawn('redis-server', options, { cwd: tmpdir(), stdio: ['ignore', 'pipe', 'inherit'] });
    this.child = child;
    let said = '';
    for await (const chunk of child.stdout) {
      said += String(chunk);
      if (said.includes('Ready to accept connections')) return;
    }
    throw new Error(`Redis did not start on port ${this.port}: ${said}`);
  }

  async down(): Promise<void> {
    if (!this.child || this.child.exitCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }
}
