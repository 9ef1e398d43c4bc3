import { Module } from '@nestjs/common';
import { AccessModule } from '@nightdesk/access';
import { AccountsModule } from '@nightdesk/accounts';
import { GatewayModule } from '@nightdesk/gateway';
import { LanesModule } from '@nightdesk/lanes';
import { OutboxModule } from '@nightdesk/outbox';
import { ScopesModule } from '@nightdesk/scopes';
import { DeadLettersStore } from './dead-letters.store.js';
import { DeadLetters } from './dead-letters.js';
import { OperationDecisions } from './decisions.js';
import { DryRuns, Outlook } from './dry-run.js';
import { FusesStore } from './fuses.store.js';
import { Fuses } from './fuses.js';
import { OperationLog } from './operation-log.js';
import { OperationsQueueStore } from './operations.queue.store.js';
import { OperationsStore } from './operations.store.js';
import { Operations } from './operations.js';
import { OperationsWork } from './operations.work.js';
import { OwnWrites } from './own-writes.store.js';
import { Performer } from './performer.js';
import { ReplaySteps } from './replays.steps.js';
import { ReplaysStore } from './replays.store.js';
import { Replays } from './replays.js';
import { ShadowMode } from './shadow-mode.js';
import { Scorecards } from './shadow.scorecard.js';
import { ShadowStore } from './shadow.store.js';
import { JudgedOperationsWork } from './shadow.work.js';
import { Standing } from './standing.js';

@Module({
  imports: [AccessModule, AccountsModule, GatewayModule, LanesModule, OutboxModule, ScopesModule],
  providers: [
    DeadLetters,
    DeadLettersStore,
    DryRuns,
    Fuses,
    FusesStore,
    OperationDecisions,
    OperationLog,
    Operations,
    OperationsQueueStore,
    OperationsStore,
    { provide: OperationsWork, useClass: JudgedOperationsWork },
    Outlook,
    OwnWrites,
    Performer,
    Replays,
    ReplaysStore,
    ReplaySteps,
    Scorecards,
    ShadowMode,
    ShadowStore,
    Standing,
  ],
  exports: [
    DeadLetters,
    DryRuns,
    Fuses,
    OperationDecisions,
    Operations,
    OperationsWork,
    OwnWrites,
    Replays,
    Scorecards,
  ],
})
export class OperationsModule {}
