import { Injectable } from '@nestjs/common';
import { EventFeed } from '@nightdesk/outbox';
import { Log } from '@nightdesk/platform/observability';
import { catchError, defer, distinctUntilChanged, exhaustMap, filter, of, share, timer } from 'rxjs';

const lookEveryMs = 200;

/** Whether there are new events: one look five times a second while anybody listens, however many do, and none else. */
@Injectable()
export class EventPulse {
  private readonly moves;

  constructor(feed: EventFeed, log: Log) {
    this.moves = timer(0, lookEveryMs).pipe(
      exhaustMap(() =>
        defer(() => feed.latest()).pipe(
          catchError((error: unknown) => {
            log.failure('events.pulse', error);
            return of(null);
          }),
        ),
      ),
      filter((cursor) => cursor !== null),
      distinctUntilChanged(),
      share(),
    );
  }

  /** Tells each new end of the feed, the present one first, until `ended`. */
  watch(onMove: (cursor: string) => void, ended: AbortSignal): void {
    const watching = this.moves.subscribe(onMove);
    ended.addEventListener('abort', () => watching.unsubscribe(), { once: true });
  }
}
