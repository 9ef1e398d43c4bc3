import { Global, Module } from '@nestjs/common';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import { KeyRing } from './key-ring.js';

/** The process's one key ring; a wrong `KEY_RING` stops the start. */
@Global()
@Module({
  providers: [
    { provide: KeyRing, useFactory: (config: Config) => new KeyRing(config.KEY_RING), inject: [CONFIG] },
  ],
  exports: [KeyRing],
})
export class CryptoModule {}
