export { columns } from './columns.js';
export { nameConnections } from './connection-names.js';
export { Database, DATABASE_OPTIONS, type DatabaseOptions, type Tx } from './database.js';
export { DatabaseModule } from './database.module.js';
export { Prisma, PrismaClient } from './generated/client.js';
export {
  applyMigrations,
  MigrationFailedError,
  type MigrationOptions,
  PendingMigrationsError,
  pendingMigrations,
  requireMigrations,
} from './migrate.js';
export { MigrationsNotFoundError } from './migration-files.js';
export { rowsForEach } from './rows-for-each.js';
export { trim, type Trimmed } from './trim.js';
