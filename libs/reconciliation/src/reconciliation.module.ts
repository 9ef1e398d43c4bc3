import { Module } from '@nestjs/common';
import { GatewayModule } from '@nightdesk/gateway';
import { IntakeModule } from '@nightdesk/intake';
import { SweepsStore } from './sweeps.store.js';
import { Sweeps } from './sweeps.js';

@Module({
  imports: [GatewayModule, IntakeModule],
  providers: [Sweeps, SweepsStore],
  exports: [Sweeps],
})
export class ReconciliationModule {}
