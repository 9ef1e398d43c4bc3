import { Module } from '@nestjs/common';
import { AccountsModule } from '@nightdesk/accounts';
import { GatewayModule } from '@nightdesk/gateway';
import { LanesModule } from '@nightdesk/lanes';
import { OperationsModule } from '@nightdesk/operations';
import { OutboxModule } from '@nightdesk/outbox';
import { ScopesModule } from '@nightdesk/scopes';
import { ClosedAccounts } from './fresh-reads.closed.js';
import { FreshReads } from './fresh-reads.js';
import { FreshReadsListener } from './fresh-reads.listener.js';
import { ReadQueue } from './fresh-reads.queue.js';
import { FreshReadsStore } from './fresh-reads.store.js';
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
    ClosedAccounts,
    FreshReads,
    FreshReadsListener,
    FreshReadsStore,
    Inbox,
    InboxStore,
    IntakeWork,
    Reader,
    ReadQueue,
    Source,
    Telling,
    Tickets,
    TicketsStore,
    WebhookSecretsStore,
  ],
  exports: [FreshReads, Inbox, IntakeWork, Tickets],
})
export class IntakeModule {}
