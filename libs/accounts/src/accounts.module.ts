import { Module } from '@nestjs/common';
import { LanesModule } from '@nightdesk/lanes';
import { OutboxModule } from '@nightdesk/outbox';
import { AccountsStore } from './accounts.store.js';
import { Accounts } from './accounts.js';
import { CallsInFlight } from './calls-in-flight.js';
import { CeilingsModule } from './ceilings.module.js';
import { LiveSharesStore } from './live-shares.store.js';
import { LiveShares } from './live-shares.js';
import { SiteUrls } from './site-urls.js';
import { SwitchesStore } from './switches.store.js';
import { Switches } from './switches.js';

@Module({
  imports: [CeilingsModule, LanesModule, OutboxModule],
  providers: [
    Accounts,
    AccountsStore,
    CallsInFlight,
    LiveShares,
    LiveSharesStore,
    SiteUrls,
    Switches,
    SwitchesStore,
  ],
  exports: [Accounts, CallsInFlight, LiveShares, SiteUrls, Switches],
})
export class AccountsModule {}
