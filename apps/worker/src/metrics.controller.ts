import { Controller, Get, Header, Inject, Req, UnauthorizedException } from '@nestjs/common';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import { mayScrape, metrics, scrapeRefusal } from '@nightdesk/platform/observability';
import type { FastifyRequest } from 'fastify';

/** What Prometheus scrapes of this process; what the database knows is told by the api, so that nothing is told twice. */
@Controller()
export class MetricsController {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  @Get('metrics')
  @Header('Content-Type', metrics.contentType)
  scrape(@Req() request: FastifyRequest): Promise<string> {
    if (!mayScrape(request, this.config)) throw new UnauthorizedException(scrapeRefusal);
    return metrics.text();
  }
}
