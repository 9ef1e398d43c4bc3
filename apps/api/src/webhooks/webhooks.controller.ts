import { Controller, Head, HttpCode, Param, Post, Req } from '@nestjs/common';
import { Inbox } from '@nightdesk/intake';
import { Needs } from '../http/access.guard.js';
import type { ApiRequest } from '../http/request.js';

/** Where platforms deliver. 202 is answered after the delivery is committed, and not before. */
@Controller('v1/webhooks')
@Needs('public')
export class WebhooksController {
  constructor(private readonly inbox: Inbox) {}

  @Post(':accountId')
  @HttpCode(202)
  async deliver(@Param('accountId') accountId: string, @Req() request: ApiRequest): Promise<void> {
    const pairs = Object.entries(request.headers).map(([name, value]) => [name, String(value ?? '')]);
    await this.inbox.accept(accountId, Object.fromEntries(pairs), request.rawBody ?? Buffer.alloc(0));
  }

  /** Some platforms look whether the address answers before they use it. */
  @Head(':accountId')
  @HttpCode(200)
  check(): void {
    return undefined;
  }
}
