import { Inject, Injectable } from '@nestjs/common';
import type { HelpdeskAdapter } from '@nightdesk/helpdesks/contract';
import { adapterFor } from '@nightdesk/helpdesks/directory';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import { Accounts } from './accounts.js';

/** How many calls of an account may be in flight at once, over both lanes: as configured, or fewer where its platform says so. */
export function placesOf(
  { concurrency }: Pick<HelpdeskAdapter, 'concurrency'>,
  { CALLS_IN_FLIGHT }: Pick<Config, 'CALLS_IN_FLIGHT'>,
): number {
  return Math.min(concurrency, CALLS_IN_FLIGHT);
}

/** Of how many accounts the platform, which never changes, is kept. */
const mostKept = 1_000;

/** {@link placesOf} an account, for who knows only its id. */
@Injectable()
export class CallsInFlight {
  private readonly platforms = new Map<string, string>();

  constructor(
    private readonly accounts: Accounts,
    @Inject(CONFIG) private readonly config: Pick<Config, 'CALLS_IN_FLIGHT'>,
  ) {}

  /** @throws AccountUnknown, PlatformUnknown */
  async of(accountId: string): Promise<number> {
    return placesOf(adapterFor(await this.platformOf(accountId)), this.config);
  }

  private async platformOf(accountId: string): Promise<string> {
    const known = this.platforms.get(accountId);
    if (known) return known;
    const { platform } = await this.accounts.get(accountId);
    if (this.platforms.size >= mostKept) this.platforms.clear();
    this.platforms.set(accountId, platform);
    return platform;
  }
}
