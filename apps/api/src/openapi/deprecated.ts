import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  SetMetadata,
  UseInterceptors,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Log } from '@nightdesk/platform/observability';
import type { FastifyReply } from 'fastify';
import type { Observable } from 'rxjs';
import type { ApiRequest } from '../http/request.js';

/** The end of a route (docs/api.md, "Versions"). Dates as `2026-11-23`, in UTC. */
export interface Deprecation {
  since: string;
  /** Twelve months later at least. Until then it works as before. */
  sunset: string;
  /** The path that does the same. */
  successor: string;
  /** Where the change is explained. */
  guide: string;
}

export const deprecationKey = 'nightdesk:deprecation';

/** `Deprecation` (RFC 9745), `Sunset` (RFC 8594) and `Link`, on answers and refusals of the handler. */
@Injectable()
export class DeprecationNotice implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly log: Log,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const notice = this.reflector.get<Deprecation | undefined>(deprecationKey, context.getHandler());
    if (notice) this.tell(notice, context);
    return next.handle();
  }

  private tell({ since, sunset, successor, guide }: Deprecation, context: ExecutionContext): void {
    const request = context.switchToHttp().getRequest<ApiRequest>();
    context
      .switchToHttp()
      .getResponse<FastifyReply>()
      .header('Deprecation', `@${new Date(since).getTime() / 1_000}`)
      .header('Sunset', new Date(sunset).toUTCString())
      .header(
        'Link',
        `<${successor}>; rel="successor-version", <${guide}>; rel="deprecation"; type="text/html"`,
      );
    const { kind = 'nobody', id = '' } = request.principal ?? {};
    this.log.line('http.deprecated', { route: request.routeOptions.url, by: kind, id, sunset });
  }
}

/** Marks a route that is going to be removed: shown in the API's description, in its answers and, when used, in the log. */
export const Deprecated = (deprecation: Deprecation) =>
  applyDecorators(SetMetadata(deprecationKey, deprecation), UseInterceptors(DeprecationNotice));
