import { Module } from '@nestjs/common';
import { AccountsModule } from '@nightdesk/accounts';
import { BudgetModule } from '@nightdesk/budget';
import { CredentialsModule } from '@nightdesk/credentials';
import { DemandStore } from './demand.store.js';
import { WhatIf } from './what-if.js';

@Module({
  imports: [AccountsModule, BudgetModule, CredentialsModule],
  providers: [DemandStore, WhatIf],
  exports: [WhatIf],
})
export class WhatIfModule {}
