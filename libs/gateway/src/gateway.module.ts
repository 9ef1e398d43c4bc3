import { Module } from '@nestjs/common';
import { AccountsModule } from '@nightdesk/accounts';
import { BudgetModule } from '@nightdesk/budget';
import { CredentialsModule } from '@nightdesk/credentials';
import { Admission } from './admission.js';
import { CallLog } from './call-log.js';
import { Doorway, Gateway } from './gateway.js';

@Module({
  imports: [AccountsModule, BudgetModule, CredentialsModule],
  providers: [Admission, CallLog, Doorway, Gateway],
  exports: [Gateway],
})
export class GatewayModule {}
