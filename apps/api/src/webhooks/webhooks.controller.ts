import { Controller, Head, HttpCode, Param, Post, Req } from '@nestjs/common';
import { Inbox, type Sent } from '@nightdesk/intake';
import { Needs } from '../http/access.guard.js';
import type { ApiRequest } from '../http/request.js';

/** Where platforms deliver. 202 is answered after the delivery is committed, and not before. */
@Controller('v1/webhooks')
@Needs('public')
export class WebhooksController {
  constructor(private readonly inbox: Inbox) {}

  /** One address for all sites of an app (Intercom). */
  @Post('apps/:appId')
  @HttpCode(202)
  deliverOfApp(@Param('appId') appId: string, @Req() request: ApiRequest): Promise<void> {
    return this.inbox.acceptOfApp(appId, sentBy(request));
  }

  @Post(':accountId')
  @HttpCode(202)
  deliver(@Param('accountId') accountId: string, @Req() request: ApiRequest): Promise<void> {
    return this.inbox.accept(accountId, sentBy(request));
  }

  /** Some platforms look whether the address answers before they use it. */
  @Head([':accountId', 'apps/:appId'])
  @HttpCode(200)
  check(): void {
    return undefined;
  }
}

/** Headers as Node has them: in lower case, repeated ones joined; the only list is `set-cookie`, which no platform sends. */
function sentBy({ headers, rawBody, ip }: ApiRequest): Sent {
  return { headers: headers as Record<string, string>, body: rawBody ?? Buffer.alloc(0), address: ip };
}
