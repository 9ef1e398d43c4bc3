import { Module } from '@nestjs/common';
import { AccessModule } from '@nightdesk/access';
import { AccountsModule } from '@nightdesk/accounts';
import { CredentialsStore } from './credentials.store.js';
import { Credentials } from './credentials.js';
import { OAuthClients } from './oauth-clients.js';
import { Refresher } from './refresher.js';
import { TokenDesk } from './token-desk.js';
import { Vault } from './vault.js';

@Module({
  imports: [AccessModule, AccountsModule],
  providers: [Credentials, CredentialsStore, OAuthClients, Refresher, TokenDesk, Vault],
  exports: [Credentials, OAuthClients, Refresher, Vault],
})
export class CredentialsModule {}
