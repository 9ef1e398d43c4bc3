import { Module } from '@nestjs/common';
import { AccessModule } from '@nightdesk/access';
import { AccountsModule } from '@nightdesk/accounts';
import { ConnectLinks } from './links.js';
import { LinksStore } from './links.store.js';
import { RepairLinks } from './repair-links.js';

/** Making, opening and forgetting links, without what connects by them: a worker needs no more. */
@Module({
  imports: [AccessModule, AccountsModule],
  providers: [ConnectLinks, LinksStore, RepairLinks],
  exports: [ConnectLinks, LinksStore, RepairLinks],
})
export class ConnectLinksModule {}
