import { Module } from '@nestjs/common';
import { AccessModule } from '@nightdesk/access';
import { KeyRotationStore } from './key-rotation.store.js';
import { KeyRotation } from './key-rotation.js';
import { KeyUse } from './key-use.js';

@Module({
  imports: [AccessModule],
  providers: [KeyRotation, KeyRotationStore, KeyUse],
  exports: [KeyRotation, KeyUse],
})
export class KeyRotationModule {}
