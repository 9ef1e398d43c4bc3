import { Module } from '@nestjs/common';
import { AccessModule } from '@nightdesk/access';
import { Erasures } from './erasures.js';
import { ErasuresStore } from './erasures.store.js';
import { Retention } from './retention.js';
import { RetentionStore } from './retention.store.js';

@Module({
  imports: [AccessModule],
  providers: [Erasures, ErasuresStore, Retention, RetentionStore],
  exports: [Erasures, Retention],
})
export class RetentionModule {}
