import { Module } from '@nestjs/common';
import { AccountsModule } from '@nightdesk/accounts';
import { CredentialsModule } from '@nightdesk/credentials';
import { GatewayModule } from '@nightdesk/gateway';
import { LanesModule } from '@nightdesk/lanes';
import { ReconciliationModule } from '@nightdesk/reconciliation';
import { ScopesModule } from '@nightdesk/scopes';
import { ConnectAttempts } from './attempts.js';
import { ConnectStore } from './connect.store.js';
import { Connect, OAuthFlow } from './connect.js';
import { AccountDesk, Onboarding, Proving } from './onboarding.js';
import { PlatformSide } from './platform-side.js';
import { Recheck } from './recheck.js';
import { WebhookDesk } from './webhook-desk.js';
import { Wishes } from './wishes.js';

@Module({
  imports: [
    AccountsModule,
    CredentialsModule,
    GatewayModule,
    LanesModule,
    ReconciliationModule,
    ScopesModule,
  ],
  providers: [
    AccountDesk,
    Connect,
    ConnectAttempts,
    ConnectStore,
    OAuthFlow,
    Onboarding,
    PlatformSide,
    Proving,
    Recheck,
    WebhookDesk,
    Wishes,
  ],
  exports: [Connect, Recheck, WebhookDesk],
})
export class ConnectModule {}
