import { Module } from '@nestjs/common';
import { AccountsModule } from '@nightdesk/accounts';
import { BudgetModule } from '@nightdesk/budget';
import { GatewayModule } from '@nightdesk/gateway';
import { OperationsModule } from '@nightdesk/operations';
import { HealthStore } from './health.store.js';
import { Health, Subjects } from './health.js';

@Module({
  imports: [AccountsModule, BudgetModule, GatewayModule, OperationsModule],
  providers: [Health, HealthStore, Subjects],
  exports: [Health],
})
export class HealthModule {}
