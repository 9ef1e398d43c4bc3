import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import { mayScrape, metrics, scrapeRefusal } from '@nightdesk/platform/observability';
import type { FastifyReply } from 'fastify';
import { Needs } from '../http/access.guard.js';
import { ProblemException } from '../http/problem.js';
import { Unlimited } from '../http/rate-limit/rate-limit.guard.js';
import type { ApiRequest } from '../http/request.js';

/** What Prometheus scrapes: this process, and what the database knows of all of them. */
@Controller()
@Unlimited()
export class MetricsController {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  @Get('metrics')
  @Needs('public')
  async scrape(@Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    if (!mayScrape(request, this.config))
      throw new ProblemException({ title: 'Not for everybody', status: 401, detail: scrapeRefusal });
    void reply.type(metrics.contentType).header('Cache-Control', 'no-store');
    return metrics.text();
  }
}
