import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import { Outbound } from './outbound.js';

const outbound = {
  provide: Outbound,
  useFactory: (config: Config) => new Outbound({ allowPrivateHosts: config.ALLOW_PRIVATE_HOSTS }),
  inject: [CONFIG],
};

/** One set of outgoing connections per process. */
@Global()
@Module({ providers: [outbound], exports: [Outbound] })
export class HttpModule implements OnApplicationShutdown {
  constructor(@Inject(Outbound) private readonly http: Outbound) {}

  onApplicationShutdown(): void {
    this.http.close();
  }
}
