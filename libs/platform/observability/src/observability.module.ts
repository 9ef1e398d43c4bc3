import { type DynamicModule, Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Log } from './log.js';
import { stopTracing } from './active-tracing.js';

/** One {@link Log} for every module of a process. */
@Global()
@Module({})
export class ObservabilityModule implements OnApplicationShutdown {
  static forRoot(log: Log): DynamicModule {
    return { module: ObservabilityModule, providers: [{ provide: Log, useValue: log }], exports: [Log] };
  }

  /** In the last phase of a shutdown: what was in hand has ended, and its spans are sent. */
  onApplicationShutdown(): Promise<void> {
    return stopTracing();
  }
}
