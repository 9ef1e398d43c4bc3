import { Module } from '@nestjs/common';
import { AccessModule } from '@nightdesk/access';
import { AccountsModule } from '@nightdesk/accounts';
import { CredentialsModule } from '@nightdesk/credentials';
import { GatewayModule } from '@nightdesk/gateway';
import { IntakeModule } from '@nightdesk/intake';
import { LanesModule } from '@nightdesk/lanes';
import { OperationsModule } from '@nightdesk/operations';
import { ReconciliationModule } from '@nightdesk/reconciliation';
import { ScopesModule } from '@nightdesk/scopes';
import { ConnectAttempts } from './attempts.js';
import { ConnectByLink } from './by-link.js';
import { ConnectSessions } from './connect-sessions.js';
import { ConnectStore } from './connect.store.js';
import { Begun, Connect, OAuthFlow } from './connect.js';
import { Belongings, Disconnect } from './disconnect.js';
import { ConnectLinksModule } from './links.module.js';
import { AccountDesk, Onboarding, Proving, Traces, Waiting } from './onboarding.js';
import { PlatformSide } from './platform-side.js';
import { Recheck } from './recheck.js';
import { WebhookChecking, WebhookChecks, WebhookTrust } from './webhook-checks.js';
import { WebhookChecksStore } from './webhook-checks.store.js';
import { WebhookDesk } from './webhook-desk.js';
import { WebhookRenewal } from './webhook-renewal.js';
import { WebhookRotation } from './webhook-rotation.js';
import { Wishes } from './wishes.js';

@Module({
  imports: [
    AccessModule,
    AccountsModule,
    ConnectLinksModule,
    CredentialsModule,
    GatewayModule,
    IntakeModule,
    LanesModule,
    OperationsModule,
    ReconciliationModule,
    ScopesModule,
  ],
  providers: [
    AccountDesk,
    Begun,
    Belongings,
    Connect,
    ConnectAttempts,
    ConnectByLink,
    ConnectSessions,
    ConnectStore,
    Disconnect,
    OAuthFlow,
    Onboarding,
    PlatformSide,
    Proving,
    Recheck,
    Traces,
    Waiting,
    WebhookChecking,
    WebhookChecks,
    WebhookChecksStore,
    WebhookDesk,
    WebhookRenewal,
    WebhookRotation,
    WebhookTrust,
    Wishes,
  ],
  exports: [
    Connect,
    ConnectByLink,
    ConnectLinksModule,
    ConnectSessions,
    Disconnect,
    Recheck,
    WebhookChecks,
    WebhookDesk,
    WebhookRenewal,
    WebhookRotation,
  ],
})
export class ConnectModule {}
