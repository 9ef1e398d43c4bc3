import { Module } from '@nestjs/common';
import { AccountsModule } from '@nightdesk/accounts';
import { BudgetModule } from '@nightdesk/budget';
import { GatewayModule } from '@nightdesk/gateway';
import { IntakeModule } from '@nightdesk/intake';
import { Completeness } from './completeness.js';
import { CompletenessStore } from './completeness.store.js';
import { Finds } from './finds.js';
import { FullSweeps } from './full-sweeps.js';
import { Listings } from './listings.js';
import { SweepPlan } from './plan.js';
import { SweepsStore } from './sweeps.store.js';
import { SweepDesk, Sweeps } from './sweeps.js';

@Module({
  imports: [AccountsModule, BudgetModule, GatewayModule, IntakeModule],
  providers: [
    Completeness,
    CompletenessStore,
    Finds,
    FullSweeps,
    Listings,
    SweepDesk,
    SweepPlan,
    Sweeps,
    SweepsStore,
  ],
  exports: [Completeness, FullSweeps, SweepPlan, Sweeps],
})
export class ReconciliationModule {}
