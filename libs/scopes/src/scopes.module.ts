import { Module } from '@nestjs/common';
import { AccountsModule } from '@nightdesk/accounts';
import { CredentialsModule } from '@nightdesk/credentials';
import { GatewayModule } from '@nightdesk/gateway';
import { ScopesStore } from './scopes.store.js';
import { Scopes } from './scopes.js';

@Module({
  imports: [AccountsModule, CredentialsModule, GatewayModule],
  providers: [Scopes, ScopesStore],
  exports: [Scopes],
})
export class ScopesModule {}
