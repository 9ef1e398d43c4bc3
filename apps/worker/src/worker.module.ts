import { type DynamicModule, Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { AccessModule } from '@nightdesk/access';
import { ConnectModule } from '@nightdesk/connect';
import { CredentialsModule } from '@nightdesk/credentials';
import { AlertingModule } from '@nightdesk/incidents';
import { IntakeModule } from '@nightdesk/intake';
import { KeyRotationModule } from '@nightdesk/key-rotation';
import { LaneRunnerModule } from '@nightdesk/lanes';
import { OperationsModule } from '@nightdesk/operations';
import { OutboxModule } from '@nightdesk/outbox';
import { ClockModule } from '@nightdesk/platform/clock';
import { type Config, ConfigModule } from '@nightdesk/platform/config';
import { CryptoModule } from '@nightdesk/platform/crypto';
import { DatabaseModule } from '@nightdesk/platform/database';
import { HttpModule } from '@nightdesk/platform/http';
import { type Log, ObservabilityModule } from '@nightdesk/platform/observability';
import { ProcessesModule } from '@nightdesk/processes';
import { RedisModule } from '@nightdesk/platform/redis';
import { ReconciliationModule } from '@nightdesk/reconciliation';
import { RetentionModule } from '@nightdesk/retention';
import { ScopesModule } from '@nightdesk/scopes';
import { SyntheticChecksModule } from '@nightdesk/synthetic-checks';
import { AlertTicks } from './alerts.ticks.js';
import { HealthController } from './health.controller.js';
import { LaneRegistration } from './lane-registration.js';
import { MetricsController } from './metrics.controller.js';
import { ReplayTicks } from './replay-ticks.js';
import { RetentionTicks } from './retention-ticks.js';
import { Asking, Expired, Reconciling, Schedules } from './schedules.js';
import { SyntheticTicks } from './synthetic-ticks.js';

/** Wiring only: lane runners and schedules. */
@Module({})
export class WorkerModule {
  static forRoot(config: Config, log: Log): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        ConfigModule.forRoot(config),
        ObservabilityModule.forRoot(log),
        ScheduleModule.forRoot(),
        ClockModule,
        CryptoModule,
        DatabaseModule,
        HttpModule,
        RedisModule,
        AccessModule,
        ConnectModule,
        CredentialsModule,
        AlertingModule,
        IntakeModule,
        KeyRotationModule,
        LaneRunnerModule,
        OperationsModule,
        OutboxModule,
        ProcessesModule.forRoot('worker'),
        ReconciliationModule,
        RetentionModule,
        ScopesModule,
        SyntheticChecksModule,
      ],
      controllers: [HealthController, MetricsController],
      providers: [
        Asking,
        Expired,
        AlertTicks,
        LaneRegistration,
        Reconciling,
        ReplayTicks,
        RetentionTicks,
        Schedules,
        SyntheticTicks,
      ],
    };
  }
}
