import { Module } from '@nestjs/common';
import { AccessModule } from '@nightdesk/access';
import { AccountsModule } from '@nightdesk/accounts';
import { CallFiguresStore } from './call-figures.store.js';
import { CallFigures } from './call-figures.js';
import { CallLog } from './call-log.js';
import { CredentialChecks } from './credential-checks.js';
import { CredentialsStore } from './credentials.store.js';
import { Credentials } from './credentials.js';
import { OAuthClients } from './oauth-clients.js';
import { Refresher } from './refresher.js';
import { TokenDesk } from './token-desk.js';
import { TokenWire } from './token-wire.js';
import { Vault } from './vault.js';

@Module({
  imports: [AccessModule, AccountsModule],
  providers: [
    CallFigures,
    CallFiguresStore,
    CallLog,
    CredentialChecks,
    Credentials,
    CredentialsStore,
    OAuthClients,
    Refresher,
    TokenDesk,
    TokenWire,
    Vault,
  ],
  exports: [CallFigures, CallLog, CredentialChecks, Credentials, OAuthClients, Refresher, TokenWire, Vault],
})
export class CredentialsModule {}
