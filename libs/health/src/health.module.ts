import { Module } from '@nestjs/common';
import { AccountsModule } from '@nightdesk/accounts';
import { BudgetModule } from '@nightdesk/budget';
import { GatewayModule } from '@nightdesk/gateway';
import { OperationsModule } from '@nightdesk/operations';
import { ReconciliationModule } from '@nightdesk/reconciliation';
import { ScopesModule } from '@nightdesk/scopes';
import { AccountLanes, Hindrances } from './account-lanes.js';
import { Board } from './board.js';
import { DoctorStore } from './doctor.store.js';
import { Doctor, Instruments } from './doctor.js';
import { FiguresStore } from './figures.store.js';
import { Figures } from './figures.js';
import { FleetStore } from './fleet.store.js';
import { Fleet, FleetSources } from './fleet.js';
import { HealthStore } from './health.store.js';
import { Health, Subjects } from './health.js';
import { LaneItemsStore } from './lane-items.store.js';
import { RawStore } from './raw.store.js';
import { Raw } from './raw.js';
import { Standings } from './standings.js';
import { StorageStore } from './storage.store.js';
import { SystemStore } from './system.store.js';
import { System } from './system.js';

@Module({
  imports: [
    AccountsModule,
    BudgetModule,
    GatewayModule,
    OperationsModule,
    ReconciliationModule,
    ScopesModule,
  ],
  providers: [
    AccountLanes,
    Board,
    Doctor,
    DoctorStore,
    Instruments,
    Figures,
    FiguresStore,
    Fleet,
    FleetSources,
    FleetStore,
    Health,
    HealthStore,
    Hindrances,
    LaneItemsStore,
    Raw,
    RawStore,
    Standings,
    Subjects,
    StorageStore,
    System,
    SystemStore,
  ],
  exports: [AccountLanes, Board, Doctor, Figures, Health, Raw, System],
})
export class HealthModule {}
