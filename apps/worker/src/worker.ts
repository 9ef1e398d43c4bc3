import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { loadPlatforms } from '@nightdesk/helpdesks/directory';
import { KeyUse } from '@nightdesk/key-rotation';
import type { Config } from '@nightdesk/platform/config';
import { nameConnections, requireMigrations } from '@nightdesk/platform/database';
import { Log, startTracing } from '@nightdesk/platform/observability';
import { WorkerModule } from './worker.module.js';

/** Starts the lanes and the schedules; `config.HEALTH_PORT` answers whether the process is well. */
export async function startWorker(config: Config): Promise<NestFastifyApplication> {
  nameConnections('nightdesk-worker');
  loadPlatforms(config.PLATFORM_FILES);
  await requireMigrations(config.DATABASE_URL);
  const log = new Log({ level: config.LOG_LEVEL, process: 'worker' });
  await startTracing(config, 'worker', log);
  const app = await NestFactory.create<NestFastifyApplication>(
    WorkerModule.forRoot(config, log),
    new FastifyAdapter({ forceCloseConnections: true }),
    { logger: log, abortOnError: false },
  );
  await app.get(KeyUse).require();
  await app.listen(config.HEALTH_PORT, config.HOST);
  return app;
}
