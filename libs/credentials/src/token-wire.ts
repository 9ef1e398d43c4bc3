import { Injectable } from '@nestjs/common';
import { type Location, SiteUrls } from '@nightdesk/accounts';
import type { HelpdeskCredential, Send } from '@nightdesk/helpdesks/contract';
import { adapterFor } from '@nightdesk/helpdesks/directory';
import { Clock } from '@nightdesk/platform/clock';
import { Outbound } from '@nightdesk/platform/http';
import { CallLog } from './call-log.js';

/** Calls that get, renew and look at tokens: part of no platform's API budget, and made whatever state an account is in. */
@Injectable()
export class TokenWire {
  constructor(
    private readonly urls: SiteUrls,
    private readonly outbound: Outbound,
    private readonly calls: CallLog,
    private readonly clock: Clock,
  ) {}

  /** `credential` null: the call itself carries what it proves. */
  send(at: Location & { id?: string }, credential: HelpdeskCredential | null): Send {
    const { id: accountId = null, platform } = at;
    return this.calls.send(
      {
        outbound: this.outbound,
        adapter: adapterFor(platform),
        baseUrl: this.urls.api(at),
        credential,
        now: () => this.clock.now(),
      },
      { accountId, platform, lane: 'token', attempt: 1 },
    );
  }
}
