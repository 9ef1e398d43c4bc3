import { Module } from '@nestjs/common';
import { AccountsModule } from '@nightdesk/accounts';
import { GatewayModule } from '@nightdesk/gateway';
import { LanesModule } from '@nightdesk/lanes';
import { OperationsModule } from '@nightdesk/operations';
import { OutboxModule } from '@nightdesk/outbox';
import { ScopesModule } from '@nightdesk/scopes';
import { InboxStore } from './inbox.store.js';
import { Inbox } from './inbox.js';
import { IntakeWork } from './intake.work.js';
import { Reader, Source, Telling } from './reader.js';
import { TicketsStore } from './tickets.store.js';
import { Tickets } from './tickets.js';
import { WebhookSecretsStore } from './webhook-secrets.store.js';

@Module({
  imports: [AccountsModule, GatewayModule, LanesModule, OperationsModule, OutboxModule, ScopesModule],
  providers: [
    Inbox,
    InboxStore,
    IntakeWork,
    Reader,
    Source,
    Telling,
    Tickets,
    TicketsStore,
    WebhookSecretsStore,
  ],
  exports: [Inbox, IntakeWork, Tickets],
})
export class IntakeModule {}
