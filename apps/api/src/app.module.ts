import { type DynamicModule, Module } from '@nestjs/common';
import { AccessModule } from '@nightdesk/access';
import { AccountsModule } from '@nightdesk/accounts';
import { ConnectModule } from '@nightdesk/connect';
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
import { RedisModule } from '@nightdesk/platform/redis';
import { ReconciliationModule } from '@nightdesk/reconciliation';
import { ScopesModule } from '@nightdesk/scopes';
import { AccountCommands } from './accounts/account-commands.js';
import { Disconnection } from './accounts/disconnection.js';
import {
  AccountEndController,
  AccountRightsController,
  AccountsController,
} from './accounts/accounts.controller.js';
import { SweepsController } from './accounts/sweeps.controller.js';
import { ApiKeysController } from './api-keys/api-keys.controller.js';
import { LinkMakingController, LinkUseController } from './connect/connect-links.controller.js';
import { ConnectController } from './connect/connect.controller.js';
import { DeadLettersController } from './dead-letters/dead-letters.controller.js';
import { ReplaysController } from './dead-letters/replays.controller.js';
import { EventPulse } from './events/event-pulse.js';
import { EventStream } from './events/event-stream.js';
import { EventsController } from './events/events.controller.js';
import { FiguresController } from './health/figures.controller.js';
import { HealthController } from './health/health.controller.js';
import { LiveOverview } from './health/live-overview.js';
import { EdgeModule } from './http/http.module.js';
import { FrozenTicketsController } from './operations/frozen-tickets.controller.js';
import { AlertChannelsController } from './incidents/alert-channels.controller.js';
import { IncidentsController } from './incidents/incidents.controller.js';
import { OperationsController } from './operations/operations.controller.js';
import { PageController } from './page/page.controller.js';
import { PlatformsController } from './platforms/platforms.controller.js';
import { SessionController } from './session/session.controller.js';
import { DeliveriesController } from './subscribers/deliveries.controller.js';
import { SubscribersController } from './subscribers/subscribers.controller.js';
import { DueLanes } from './switches/due-lanes.js';
import { SwitchesController } from './switches/switches.controller.js';
import { TicketsController } from './tickets/tickets.controller.js';
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
        HealthModule,
        IncidentsModule,
        IntakeModule,
        KeyRotationModule,
        LanesModule,
        OperationsModule,
        OutboxModule,
        ReconciliationModule,
        ScopesModule,
      ],
      controllers: [
        AccountEndController,
        AccountRightsController,
        AccountsController,
        ApiKeysController,
        ConnectController,
        DeadLettersController,
        DeadWebhooksController,
        DeliveriesController,
        EventsController,
        FiguresController,
        HealthController,
        LinkMakingController,
        LinkUseController,
        FrozenTicketsController,
        AlertChannelsController,
        IncidentsController,
        OperationsController,
        PageController,
        PlatformsController,
        ReplaysController,
        SessionController,
        SubscribersController,
        SweepsController,
        SwitchesController,
        TicketsController,
        WebhooksController,
      ],
      providers: [AccountCommands, Disconnection, DueLanes, LiveOverview, EventPulse, EventStream],
    };
  }
}
