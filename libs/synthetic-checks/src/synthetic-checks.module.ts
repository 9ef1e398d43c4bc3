import { Module } from '@nestjs/common';
import { AccessModule } from '@nightdesk/access';
import { AccountsModule } from '@nightdesk/accounts';
import { LanesModule } from '@nightdesk/lanes';
import { OperationsModule } from '@nightdesk/operations';
import { RoundTrips } from './round-trips.js';
import { SyntheticChecksStore } from './synthetic-checks.store.js';
import { SyntheticChecks } from './synthetic-checks.js';

@Module({
  imports: [AccessModule, AccountsModule, LanesModule, OperationsModule],
  providers: [RoundTrips, SyntheticChecks, SyntheticChecksStore],
  exports: [RoundTrips, SyntheticChecks],
})
export class SyntheticChecksModule {}
