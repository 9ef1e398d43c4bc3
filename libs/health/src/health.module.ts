import { Module } from '@nestjs/common';
import { AccountsModule } from '@nightdesk/accounts';
import { BudgetModule } from '@nightdesk/budget';
import { OperationsModule } from '@nightdesk/operations';
import { HealthStore } from './health.store.js';
import { Health, Subjects } from './health.js';

@Module({
  imports: [AccountsModule, BudgetModule, OperationsModule],
  providers: [Health, HealthStore, Subjects],
  exports: [Health],
})
export class HealthModule {}
