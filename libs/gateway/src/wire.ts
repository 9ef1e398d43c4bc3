import { Injectable } from '@nestjs/common';
import { SiteUrls } from '@nightdesk/accounts';
import { CallLog } from '@nightdesk/credentials';
import type { PlatformResponse } from '@nightdesk/helpdesks/contract';
import { Clock } from '@nightdesk/platform/clock';
import { Outbound } from '@nightdesk/platform/http';
import type { Outgoing } from './gateway.types.js';

/** One HTTP call of an account, with its line in the log. */
@Injectable()
export class Wire {
  constructor(
    private readonly urls: SiteUrls,
    private readonly outbound: Outbound,
    private readonly calls: CallLog,
    private readonly clock: Clock,
  ) {}

  /** `onAnswer` sees every answer, also those that are refusals. @throws HelpdeskError for all that was not accepted. */
  send(outgoing: Outgoing, onAnswer: (answer: PlatformResponse) => void): Promise<PlatformResponse> {
    const { account, adapter, credential, request, signal, lane, attempt } = outgoing;
    const send = this.calls.send(
      {
        outbound: this.outbound,
        adapter,
        baseUrl: this.urls.api(account),
        credential: credential.use,
        now: () => this.clock.now(),
        signal,
        onAnswer: (_request, answer) => onAnswer(answer),
      },
      { accountId: account.id, platform: account.platform, lane, attempt },
    );
    return send(request);
  }
}
