import { type DynamicModule, Module } from '@nestjs/common';
import { KeyRotationModule } from '@nightdesk/key-rotation';
import { ClockModule } from '@nightdesk/platform/clock';
import { type Config, ConfigModule } from '@nightdesk/platform/config';
import { CryptoModule } from '@nightdesk/platform/crypto';
import { DatabaseModule } from '@nightdesk/platform/database';
import { type Log, ObservabilityModule } from '@nightdesk/platform/observability';

/** Wiring only: what a rotation needs. */
@Module({})
export class KeysModule {
  static forRoot(config: Config, log: Log): DynamicModule {
    return {
      module: KeysModule,
      imports: [
        ConfigModule.forRoot(config),
        ObservabilityModule.forRoot(log),
        ClockModule,
        CryptoModule,
        DatabaseModule,
        KeyRotationModule,
      ],
    };
  }
}
