import { type DynamicModule, Module } from '@nestjs/common';
import { Heartbeat, PROCESS_ROLE } from './heartbeat.js';
import { type ProcessIdentity, ProcessesStore } from './processes.store.js';

/** The heartbeat of this process. Needs `DatabaseModule`, `ClockModule` and `ObservabilityModule`. */
@Module({})
export class ProcessesModule {
  static forRoot(role: ProcessIdentity['role']): DynamicModule {
    return {
      module: ProcessesModule,
      providers: [Heartbeat, ProcessesStore, { provide: PROCESS_ROLE, useValue: role }],
      exports: [Heartbeat],
    };
  }
}
