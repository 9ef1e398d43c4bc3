import type { ModuleMetadata } from '@nestjs/common';
import { Clock, ClockModule, Ids } from '@nightdesk/platform/clock';
import { ConfigModule, loadConfig } from '@nightdesk/platform/config';
import { CryptoModule } from '@nightdesk/platform/crypto';
import { DatabaseModule } from '@nightdesk/platform/database';
import { HttpModule } from '@nightdesk/platform/http';
import { Log, ObservabilityModule } from '@nightdesk/platform/observability';
import { RedisModule } from '@nightdesk/platform/redis';
import { KEY_RING } from './key-ring.js';

/**
 * What every program of ours is built on, for a root module that a test makes: silent, with a key ring, and allowed to call
 * this machine. `settings` is the environment, with DATABASE_URL at least; `clock` is one that the test moves.
 */
export function platformModules(
  settings: Readonly<Record<string, string>>,
  clock?: Clock,
): NonNullable<ModuleMetadata['imports']> {
  return [
    ConfigModule.forRoot(loadConfig({ KEY_RING, ALLOW_PRIVATE_HOSTS: '127.0.0.1', ...settings })),
    ObservabilityModule.forRoot(new Log({ level: 'silent', process: 'test' })),
    clock
      ? { module: ClockModule, global: true, providers: [{ provide: Clock, useValue: clock }, Ids] }
      : ClockModule,
    CryptoModule,
    DatabaseModule,
    HttpModule,
    RedisModule,
  ];
}
