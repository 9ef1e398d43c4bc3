import { Module } from '@nestjs/common';
import { AccountsModule } from '@nightdesk/accounts';
import { GatewayModule } from '@nightdesk/gateway';
import { LanesModule } from '@nightdesk/lanes';
import { OutboxModule } from '@nightdesk/outbox';
import { OperationLog } from './operation-log.js';
import { OperationsQueueStore } from './operations.queue.store.js';
import { OperationsStore } from './operations.store.js';
import { Operations, OwnWrites } from './operations.js';
import { OperationsWork } from './operations.work.js';
import { Performer } from './performer.js';

@Module({
  imports: [AccountsModule, GatewayModule, LanesModule, OutboxModule],
  providers: [
    OperationLog,
    Operations,
    OperationsQueueStore,
    OperationsStore,
    OperationsWork,
    OwnWrites,
    Performer,
  ],
  exports: [Operations, OperationsWork, OwnWrites],
})
export class OperationsModule {}
