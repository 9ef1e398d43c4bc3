import { type DynamicModule, Module } from '@nestjs/common';
import { AccessModule } from '@nightdesk/access';
import { AccountsModule } from '@nightdesk/accounts';
import { ConnectModule } from '@nightdesk/connect';
import { CredentialsModule } from '@nightdesk/credentials';
import { HealthModule } from '@nightdesk/health';
import { IncidentsModule } from '@nightdesk/incidents';
import { IntakeModule } from '@nightdesk/intake';
import { KeyRotationModule } from '@nightdesk/key-rotation';
import { LanesModule } from '@nightdesk/lanes';
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
import { WhatIfModule } from '@nightdesk/what-if';
import { AccountCommands } from './accounts/account-commands.js';
import { Disconnection } from './accounts/disconnection.js';
import { DoctorController } from './accounts/doctor.controller.js';
import { LanesController } from './accounts/lanes.controller.js';
import { RepairsController } from './accounts/repairs.controller.js';
import { Repairs } from './accounts/repairs.js';
import {
  AccountEndController,
  AccountRightsController,
  AccountsController,
} from './accounts/accounts.controller.js';
import { SyntheticCheckController } from './accounts/synthetic-check.controller.js';
import { SweepsController } from './accounts/sweeps.controller.js';
import { WebhookSecretController } from './accounts/webhook-secret.controller.js';
import { WhatIfController } from './accounts/what-if.controller.js';
import { ApiKeysController } from './api-keys/api-keys.controller.js';
import { AuditController } from './audit/audit.controller.js';
import { LinkMakingController, LinkUseController } from './connect/connect-links.controller.js';
import { ConnectController } from './connect/connect.controller.js';
import { DeadLettersController } from './dead-letters/dead-letters.controller.js';
import { ReplaysController } from './dead-letters/replays.controller.js';
import { ErasuresController } from './erasures/erasures.controller.js';
import { EventPulse } from './events/event-pulse.js';
import { EventStream } from './events/event-stream.js';
import { EventsController } from './events/events.controller.js';
import { FiguresController } from './health/figures.controller.js';
import { HealthController } from './health/health.controller.js';
import { LiveBoard } from './health/live-board.js';
import { EdgeModule } from './http/http.module.js';
import { MetricsController } from './metrics/metrics.controller.js';
import { FrozenTicketsController } from './operations/frozen-tickets.controller.js';
import { AlertChannelsController } from './incidents/alert-channels.controller.js';
import { IncidentsController } from './incidents/incidents.controller.js';
import { DescriptionController } from './openapi/description.controller.js';
import { OperationsController } from './operations/operations.controller.js';
import { PageController } from './page/page.controller.js';
import { PlatformsController } from './platforms/platforms.controller.js';
import { EntranceController } from './session/entrance.controller.js';
import { SessionCookie } from './session/session-cookie.js';
import { SessionController } from './session/session.controller.js';
import { DeliveriesController } from './subscribers/deliveries.controller.js';
import { SubscribersController } from './subscribers/subscribers.controller.js';
import { DueLanes } from './switches/due-lanes.js';
import { SwitchesController } from './switches/switches.controller.js';
import { RawController } from './tickets/raw.controller.js';
import { TicketsController } from './tickets/tickets.controller.js';
import { UsersController } from './users/users.controller.js';
import { DeadWebhooksController } from './webhooks/dead-webhooks.controller.js';
import { WebhooksController } from './webhooks/webhooks.controller.js';

/** The HTTP edge: it turns requests into one call on a lib. */
@Module({})
export class ApiModule {
  static forRoot(config: Config, log: Log): DynamicModule {
    return {
      module: ApiModule,
      imports: [
        ConfigModule.forRoot(config),
        ObservabilityModule.forRoot(log),
        ClockModule,
        CryptoModule,
        DatabaseModule,
        HttpModule,
        RedisModule,
        EdgeModule,
        AccessModule,
        AccountsModule,
        ConnectModule,
        CredentialsModule,
        HealthModule,
        IncidentsModule,
        IntakeModule,
        KeyRotationModule,
        LanesModule,
        OperationsModule,
        OutboxModule,
        ProcessesModule.forRoot('api'),
        ReconciliationModule,
        RetentionModule,
        ScopesModule,
        SyntheticChecksModule,
        WhatIfModule,
      ],
      controllers: [
        AccountEndController,
        AccountRightsController,
        AccountsController,
        ApiKeysController,
        AuditController,
        ConnectController,
        DeadLettersController,
        DeadWebhooksController,
        DeliveriesController,
        DescriptionController,
        DoctorController,
        EntranceController,
        ErasuresController,
        EventsController,
        FiguresController,
        HealthController,
        LinkMakingController,
        LinkUseController,
        FrozenTicketsController,
        AlertChannelsController,
        IncidentsController,
        LanesController,
        MetricsController,
        OperationsController,
        PageController,
        PlatformsController,
        RepairsController,
        RawController,
        ReplaysController,
        SessionController,
        SubscribersController,
        SweepsController,
        SwitchesController,
        SyntheticCheckController,
        TicketsController,
        UsersController,
        WebhookSecretController,
        WebhooksController,
        WhatIfController,
      ],
      providers: [
        AccountCommands,
        Disconnection,
        DueLanes,
        LiveBoard,
        EventPulse,
        EventStream,
        Repairs,
        SessionCookie,
      ],
    };
  }
}
