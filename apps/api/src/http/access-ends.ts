import { Inject, Injectable } from '@nestjs/common';
import { ApiKeys, Sessions } from '@nightdesk/access';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import { Log } from '@nightdesk/platform/observability';
import { catchError, exhaustMap, filter, from, type Observable, of, take, timer } from 'rxjs';
import { bearerOf, type ApiRequest, sessionCookie } from './request.js';

const lookEveryMs = 5_000;

/** For answers that go on for hours: who is signed out, or whose key is revoked, is not told any more. */
@Injectable()
export class AccessEnds {
  constructor(
    private readonly sessions: Sessions,
    private readonly keys: ApiKeys,
    private readonly log: Log,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Tells once, when whoever asked may not ask any more. Looking does not make a session last longer. */
  of(request: ApiRequest): Observable<unknown> {
    return timer(lookEveryMs, lookEveryMs).pipe(
      exhaustMap(() => from(this.holds(request)).pipe(catchError((error: unknown) => this.unknown(error)))),
      filter((holds) => !holds),
      take(1),
    );
  }

  private async holds(request: ApiRequest): Promise<boolean> {
    const presented = bearerOf(request);
    if (presented !== undefined) return (await this.keys.find(presented)) !== null;
    return this.sessions.isOpen(request.cookies[sessionCookie(this.config)] ?? '');
  }

  /** While the storage is away nobody is cut off for it. */
  private unknown(error: unknown): Observable<boolean> {
    this.log.failure('access.unseen', error);
    return of(true);
  }
}
