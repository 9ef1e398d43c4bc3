import { Module } from '@nestjs/common';
import { LanesModule } from '@nightdesk/lanes';
import { OutboxModule } from '@nightdesk/outbox';
import { AccountsStore } from './accounts.store.js';
import { Accounts } from './accounts.js';
import { SiteUrls } from './site-urls.js';

@Module({
  imports: [LanesModule, OutboxModule],
  providers: [Accounts, AccountsStore, SiteUrls],
  exports: [Accounts, SiteUrls],
})
export class AccountsModule {}
