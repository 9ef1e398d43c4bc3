import { Module } from '@nestjs/common';
import { AccountsModule } from '@nightdesk/accounts';
import { BudgetModule } from '@nightdesk/budget';
import { GatewayModule } from '@nightdesk/gateway';
import { OperationsModule } from '@nightdesk/operations';
import { FiguresStore } from './figures.store.js';
import { Figures } from './figures.js';
import { HealthStore } from './health.store.js';
import { Health, Subjects } from './health.js';

@Module({
  imports: [AccountsModule, BudgetModule, GatewayModule, OperationsModule],
  providers: [Figures, FiguresStore, Health, HealthStore, Subjects],
  exports: [Figures, Health],
})
export class HealthModule {}
