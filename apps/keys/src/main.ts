import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { KeyRotation, KeyUse } from '@nightdesk/key-rotation';
import { loadConfig, readEnvironment } from '@nightdesk/platform/config';
import { requireMigrations } from '@nightdesk/platform/database';
import { Log } from '@nightdesk/platform/observability';
import { KeysModule } from './keys.module.js';
import { use, step, usage } from './words.js';

const say = (text: string) => process.stdout.write(`${text}\n`);

/** `npm run keys:rotate [-- --check]`. Answers the exit code: 1 when something does not open. */
async function run(args: readonly string[]): Promise<number> {
  const known = ['--check', '--help'];
  const unknown = args.find((arg) => !known.includes(arg));
  if (unknown !== undefined || args.includes('--help')) {
    say(usage);
    return unknown === undefined ? 0 : 1;
  }
  const config = loadConfig(readEnvironment());
  await requireMigrations(config.DATABASE_URL);
  const log = new Log({ level: 'warn', process: 'keys' });
  const app = await NestFactory.createApplicationContext(KeysModule.forRoot(config, log), {
    logger: log,
    abortOnError: false,
  });
  try {
    let unreadable = 0;
    if (!args.includes('--check'))
      for await (const done of app.get(KeyRotation).run()) {
        unreadable += done.unreadable;
        say(step(done));
      }
    const keys = await app.get(KeyUse).all();
    for (const key of keys) say(use(key));
    return unreadable > 0 || keys.some(({ role, records }) => role === 'unknown' && records > 0) ? 1 : 0;
  } finally {
    await app.close();
  }
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`keys: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
