import { Module } from '@nestjs/common';
import { AccountsModule } from '@nightdesk/accounts';
import { GatewayModule } from '@nightdesk/gateway';
import { LanesModule } from '@nightdesk/lanes';
import { OperationsModule } from '@nightdesk/operations';
import { OutboxModule } from '@nightdesk/outbox';
import { ScopesModule } from '@nightdesk/scopes';
import { Arrivals } from './arrivals.js';
import { ArrivalsStore } from './arrivals.store.js';
import { Copies } from './copies.store.js';
import { ClosedAccounts } from './fresh-reads.closed.js';
import { FreshReads } from './fresh-reads.js';
import { FreshReadsListener } from './fresh-reads.listener.js';
import { ReadQueue } from './fresh-reads.queue.js';
import { FreshReadsStore } from './fresh-reads.store.js';
import { DeadWebhooks } from './dead-webhooks.js';
import { DeadWebhooksStore } from './dead-webhooks.store.js';
import { InboxRetention } from './inbox.retention.js';
import { InboxStore } from './inbox.store.js';
import { Inbox } from './inbox.js';
import { IntakeWork } from './intake.work.js';
import { KnownWebhooks } from './known-webhooks.js';
import { ReadQueueStore } from './read-queue.store.js';
import { Reader, Source, Telling } from './reader.js';
import { ReadingsStore } from './readings.store.js';
import { TicketsStore } from './tickets.store.js';
import { Tickets } from './tickets.js';
import { Verifier } from './verifier.js';
import { Wakes } from './wakes.js';
import { WebhookSecretsStore } from './webhook-secrets.store.js';

@Module({
  imports: [AccountsModule, GatewayModule, LanesModule, OperationsModule, OutboxModule, ScopesModule],
  providers: [
    Arrivals,
    ArrivalsStore,
    ClosedAccounts,
    Copies,
    FreshReads,
    FreshReadsListener,
    FreshReadsStore,
    DeadWebhooks,
    DeadWebhooksStore,
    Inbox,
    InboxRetention,
    InboxStore,
    IntakeWork,
    KnownWebhooks,
    Reader,
    ReadQueue,
    ReadQueueStore,
    Source,
    Telling,
    Tickets,
    ReadingsStore,
    TicketsStore,
    Verifier,
    Wakes,
    WebhookSecretsStore,
  ],
  exports: [Arrivals, Copies, FreshReads, Inbox, IntakeWork, Tickets, DeadWebhooks, InboxRetention],
})
export class IntakeModule {}
