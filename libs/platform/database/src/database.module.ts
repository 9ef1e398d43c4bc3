import { Global, Module } from '@nestjs/common';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import { metrics } from '@nightdesk/platform/observability';
import { Database, DATABASE_OPTIONS, type DatabaseOptions } from './database.js';

const connections = metrics.gauge({
  name: 'nightdesk_pg_connections',
  help: 'Connections of this process to Postgres in use and idle, and callers that wait for one.',
  labelNames: ['state'],
});

/** One {@link Database} for the whole process. Needs `ConfigModule`. */
@Global()
@Module({
  providers: [
    {
      provide: DATABASE_OPTIONS,
      inject: [CONFIG],
      useFactory: ({ DATABASE_URL, DATABASE_POOL }: Config): DatabaseOptions => ({
        url: DATABASE_URL,
        poolSize: DATABASE_POOL,
      }),
    },
    Database,
  ],
  exports: [Database],
})
export class DatabaseModule {
  constructor({ pool }: Database) {
    metrics.beforeScrape('pg', () => {
      connections.set({ state: 'in_use' }, pool.totalCount - pool.idleCount);
      connections.set({ state: 'idle' }, pool.idleCount);
      connections.set({ state: 'waiting' }, pool.waitingCount);
    });
  }
}
