import { Module } from '@nestjs/common';
import { AccountsModule } from '@nightdesk/accounts';
import { BudgetModule } from '@nightdesk/budget';
import { CredentialsModule } from '@nightdesk/credentials';
import { Admission } from './admission.js';
import { Breakers } from './breaker.js';
import { BreakersStore } from './breakers.store.js';
import { BudgetSights } from './budget-sights.js';
import { Door } from './door.js';
import { Gateway } from './gateway.js';
import { Wire } from './wire.js';

@Module({
  imports: [AccountsModule, BudgetModule, CredentialsModule],
  providers: [Admission, Breakers, BreakersStore, BudgetSights, Door, Gateway, Wire],
  exports: [Breakers, Gateway],
})
export class GatewayModule {}
