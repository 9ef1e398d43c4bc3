import { Module } from '@nestjs/common';
import { AccountsModule } from '@nightdesk/accounts';
import { CredentialsModule } from '@nightdesk/credentials';
import { GatewayModule } from '@nightdesk/gateway';
import { LanesModule } from '@nightdesk/lanes';
import { ConnectAttempts } from './attempts.js';
import { ConnectStore } from './connect.store.js';
import { Connect, OAuthFlow } from './connect.js';
import { AccountDesk, Onboarding } from './onboarding.js';
import { PlatformSide } from './platform-side.js';

@Module({
  imports: [AccountsModule, CredentialsModule, GatewayModule, LanesModule],
  providers: [AccountDesk, Connect, ConnectAttempts, ConnectStore, OAuthFlow, Onboarding, PlatformSide],
  exports: [Connect],
})
export class ConnectModule {}
