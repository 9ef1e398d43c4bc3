import { Module } from '@nestjs/common';
import { AccountsModule } from '@nightdesk/accounts';
import { CredentialsModule } from '@nightdesk/credentials';
import { GatewayModule } from '@nightdesk/gateway';
import { LanesModule } from '@nightdesk/lanes';
import { OutboxModule } from '@nightdesk/outbox';
import { Drift } from './drift.js';
import { KeyChecks } from './key-checks.js';
import { ScopesStore } from './scopes.store.js';
import { Scopes } from './scopes.js';

@Module({
  imports: [AccountsModule, CredentialsModule, GatewayModule, LanesModule, OutboxModule],
  providers: [Drift, KeyChecks, Scopes, ScopesStore],
  exports: [KeyChecks, Scopes],
})
export class ScopesModule {}
