import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cloneTemplate } from '../../support/database.js';
import { DurablePostgres } from '../../support/durable-postgres.js';
import { engineNames } from '../../support/engines.js';
import { redisIsInstalled } from '../../support/redis-server.js';
import type { Stores } from './contender.js';
import { Desk } from './desk.js';

/** What contenders need around them: the platform, and for Nightdesk a Postgres. */
export class Stage {
  private constructor(
    readonly desk: Desk,
    private readonly folder: string,
    private readonly platformFile: string,
    private readonly postgres: DurablePostgres,
  ) {}

  static async start(answerMs: number): Promise<Stage> {
    const folder = await mkdtemp(join(tmpdir(), 'nightdesk-bench-'));
    const desk = await new Desk(answerMs).start();
    const platformFile = join(folder, 'bench-desk.yaml');
    const text = await readFile(new URL('bench-desk.yaml', import.meta.url), 'utf8');
    await writeFile(platformFile, text.replace('baseUrl: DESK', `baseUrl: ${desk.url}`));
    return new Stage(desk, folder, platformFile, await DurablePostgres.start());
  }

  /** An empty, migrated database for Nightdesk; null for the others. */
  async stores(contender: string): Promise<{ stores: Stores; drop: () => Promise<void> } | null> {
    const engine = engineNames.find((name) => contender === `nightdesk-${name}`);
    if (!engine) return null;
    if (engine === 'redis' && !redisIsInstalled)
      throw new Error(
        'redis-server is not installed: install it, or leave nightdesk-redis out (--contenders)',
      );
    const database = await cloneTemplate();
    const stores = { engine, databaseUrl: database.url, platformFile: this.platformFile };
    return { stores, drop: () => database.drop() };
  }

  async stop(): Promise<void> {
    await this.postgres.stop();
    await this.desk.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}
