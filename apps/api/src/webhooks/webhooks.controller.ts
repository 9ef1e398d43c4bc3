import { Controller, Head, HttpCode, Param, Post, Req } from '@nestjs/common';
import { Inbox, type Sent } from '@nightdesk/intake';
import { Needs } from '../http/access.guard.js';
import { Unlimited } from '../http/rate-limit/rate-limit.guard.js';
import type { ApiRequest } from '../http/request.js';
import { Answers, Resource } from '../openapi/answers.js';

/** Where platforms deliver. 202 is answered after the delivery is committed, and not before. */
@Resource('Webhook intake')
@Controller('v1/webhooks')
@Needs('public')
@Unlimited()
export class WebhooksController {
  constructor(private readonly inbox: Inbox) {}

  /** One address for all sites of an app (Intercom). */
  @Post('apps/:appId')
  @HttpCode(202)
  @Answers('receiveAppWebhook', 'Takes a webhook of an app', { 202: null }, { refuses: [401] })
  deliverOfApp(@Param('appId') appId: string, @Req() request: ApiRequest): Promise<void> {
    return this.inbox.acceptOfApp(appId, sentBy(request));
  }

  @Post(':accountId')
  @HttpCode(202)
  @Answers('receiveWebhook', 'Takes a webhook of an account', { 202: null }, { refuses: [401] })
  deliver(@Param('accountId') accountId: string, @Req() request: ApiRequest): Promise<void> {
    return this.inbox.accept(accountId, sentBy(request));
  }

  /** Some platforms look whether the address answers before they use it. */
  @Head(':accountId')
  @HttpCode(200)
  @Answers('checkWebhook', 'Whether the address of an account answers', { 200: null })
  check(): void {
    return undefined;
  }

  /** Some platforms look whether the address answers before they use it. */
  @Head('apps/:appId')
  @HttpCode(200)
  @Answers('checkAppWebhook', 'Whether the address of an app answers', { 200: null })
  checkOfApp(): void {
    return undefined;
  }
}

/** Headers as Node has them: in lower case, repeated ones joined; the only list is `set-cookie`, which no platform sends. */
function sentBy({ headers, rawBody, ip }: ApiRequest): Sent {
  return { headers: headers as Record<string, string>, body: rawBody ?? Buffer.alloc(0), address: ip };
}
