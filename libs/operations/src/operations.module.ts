import { Module } from '@nestjs/common';
import { AccountsModule } from '@nightdesk/accounts';
import { GatewayModule } from '@nightdesk/gateway';
import { LanesModule } from '@nightdesk/lanes';
import { OutboxModule } from '@nightdesk/outbox';
import { ScopesModule } from '@nightdesk/scopes';
import { OperationLog } from './operation-log.js';
import { OperationsQueueStore } from './operations.queue.store.js';
import { OperationsStore } from './operations.store.js';
import { Operations, OwnWrites } from './operations.js';
import { OperationsWork } from './operations.work.js';
import { Performer } from './performer.js';
import { Standing } from './standing.js';

@Module({
  imports: [AccountsModule, GatewayModule, LanesModule, OutboxModule, ScopesModule],
  providers: [
    OperationLog,
    Operations,
    OperationsQueueStore,
    OperationsStore,
    OperationsWork,
    OwnWrites,
    Performer,
    Standing,
  ],
  exports: [Operations, OperationsWork, OwnWrites],
})
export class OperationsModule {}
