import { Global, Module } from '@nestjs/common';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import { Database, DATABASE_OPTIONS, type DatabaseOptions } from './database.js';

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
export class DatabaseModule {}
