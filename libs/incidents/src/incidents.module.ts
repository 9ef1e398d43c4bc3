import { Module } from '@nestjs/common';
import { AccessModule } from '@nightdesk/access';
import { ConnectLinksModule } from '@nightdesk/connect';
import { LanesModule } from '@nightdesk/lanes';
import { OutboxModule } from '@nightdesk/outbox';
import { AlertChannelsStore } from './alert-channels.store.js';
import { AlertChannels } from './alert-channels.js';
import { AlertsStore } from './alerts.store.js';
import { AlertsWork, AlertWriter } from './alerts.work.js';
import { Announcements } from './announcements.js';
import { Channels } from './channels.js';
import { ConditionsStore } from './conditions.store.js';
import { IncidentsStore } from './incidents.store.js';
import { Incidents } from './incidents.js';
import { ListingStore } from './listing.store.js';
import { Mailer } from './mailer.js';
import { Changes, Watch } from './watch.js';

/** Showing incidents; for the api. */
@Module({
  imports: [AccessModule],
  providers: [AlertChannels, AlertChannelsStore, Incidents, ListingStore],
  exports: [AlertChannels, Incidents],
})
export class IncidentsModule {}

/** Watching and telling; for worker processes. */
@Module({
  imports: [ConnectLinksModule, LanesModule, OutboxModule],
  providers: [
    AlertsStore,
    AlertsWork,
    AlertWriter,
    Announcements,
    Changes,
    Channels,
    ConditionsStore,
    IncidentsStore,
    Mailer,
    Watch,
  ],
  exports: [AlertsWork, Watch],
})
export class AlertingModule {}
