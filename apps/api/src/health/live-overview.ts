import { Injectable, type MessageEvent } from '@nestjs/common';
import { Health } from '@nightdesk/health';
import { Log } from '@nightdesk/platform/observability';
import {
  catchError,
  concat,
  concatMap,
  defer,
  distinctUntilChanged,
  exhaustMap,
  filter,
  map,
  merge,
  type Observable,
  of,
  share,
  timer,
} from 'rxjs';

const lookEveryMs = 250;
const pingEveryMs = 15_000;

/**
 * The overview as it changes: one look at the pulse four times a second while anybody watches, however many do, and none
 * while nobody does.
 */
@Injectable()
export class LiveOverview {
  private readonly changes: Observable<MessageEvent>;

  constructor(
    private readonly health: Health,
    private readonly log: Log,
  ) {
    this.changes = timer(lookEveryMs, lookEveryMs).pipe(
      exhaustMap(() =>
        defer(() => this.health.pulse()).pipe(catchError((error: unknown) => this.unseen(error))),
      ),
      filter((pulse) => pulse !== null),
      distinctUntilChanged(),
      concatMap(() => this.overview()),
      share(),
    );
  }

  stream(): Observable<MessageEvent> {
    const pings = timer(pingEveryMs, pingEveryMs).pipe(
      map((): MessageEvent => ({ type: 'ping', data: 'still here' })),
    );
    return concat(this.overview(), merge(this.changes, pings));
  }

  private overview(): Observable<MessageEvent> {
    return defer(() => this.health.overview()).pipe(
      map((overview): MessageEvent => ({ type: 'overview', data: overview, retry: 1_000 })),
      catchError((error: unknown) => {
        this.log.failure('overview.failed', error);
        return of<MessageEvent>({ type: 'ping', data: 'the picture cannot be drawn right now' });
      }),
    );
  }

  private unseen(error: unknown): Observable<null> {
    this.log.failure('pulse.failed', error);
    return of(null);
  }
}
