import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Log } from './log.js';

/** One {@link Log} for every module of a process. */
@Global()
@Module({})
export class ObservabilityModule {
  static forRoot(log: Log): DynamicModule {
    return { module: ObservabilityModule, providers: [{ provide: Log, useValue: log }], exports: [Log] };
  }
}
