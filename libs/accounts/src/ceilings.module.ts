import { Global, Module } from '@nestjs/common';
import { CEILING_OF, type CeilingOf } from '@nightdesk/budget';
import { Ceilings } from './ceilings.js';
import { CeilingsStore } from './ceilings.store.js';

/** Global, because the budget, which knows no accounts, asks for its ceilings by `CEILING_OF`. */
@Global()
@Module({
  providers: [
    Ceilings,
    CeilingsStore,
    {
      provide: CEILING_OF,
      inject: [Ceilings],
      useFactory: (ceilings: Ceilings): CeilingOf => ceilings.of.bind(ceilings),
    },
  ],
  exports: [Ceilings, CEILING_OF],
})
export class CeilingsModule {}
