import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Event, EventFeed as Page } from '@nightdesk/contract';
import { EventFeed, type FeedQuery } from '@nightdesk/outbox';
import { Injectable } from '@nestjs/common';
import type { Observable } from 'rxjs';
import { EventPulse } from './event-pulse.js';

const pingEveryMs = 15_000;
const pageSize = 200;

/** The feed as Server-Sent Events: what is after a cursor, and then what comes. */
@Injectable()
export class EventStream {
  /** A client that has not taken what was written by then is gone; it comes back with `Last-Event-ID`. */
  takesWithinMs = 30_000;

  constructor(
    private readonly feed: EventFeed,
    private readonly pulse: EventPulse,
  ) {}

  /**
   * The first page, before anything is answered, so that a cursor that is none can be refused.
   * @throws CursorRefused
   */
  open(cursor: string | null, query: FeedQuery): Promise<Page> {
    return this.feed.after(cursor, { ...query, limit: pageSize });
  }

  /** Writes until the client goes, does not read or may not any more. No more than one page is held for it. */
  async write(
    response: ServerResponse,
    first: Page,
    query: FeedQuery,
    mayNot: Observable<unknown>,
  ): Promise<void> {
    const gone = new AbortController();
    const watching = mayNot.subscribe(() => gone.abort());
    response.once('close', () => gone.abort());
    response.on('error', () => gone.abort());
    const news = this.newsUntil(gone.signal);
    try {
      for (let page = first; !gone.signal.aborted; page = await this.open(page.next, query)) {
        for (const event of page.data) await send(response, frame(event), gone.signal, this.takesWithinMs);
        while (page.data.length < pageSize && !gone.signal.aborted && !(await news.beyond(page.next)))
          await send(response, ': still here\n\n', gone.signal, this.takesWithinMs);
      }
    } catch (error) {
      if (!gone.signal.aborted) throw error;
    } finally {
      watching.unsubscribe();
      gone.abort();
      response.destroy();
    }
  }

  /** Remembers the end of the feed, so that a move between two looks is not missed. */
  private newsUntil(ended: AbortSignal) {
    let newest = '';
    let tell = () => {};
    this.pulse.watch((cursor) => {
      newest = cursor;
      tell();
    }, ended);
    ended.addEventListener('abort', () => tell(), { once: true });
    return {
      /** Whether there is more than `cursor`; false after a while without. */
      async beyond(cursor: string): Promise<boolean> {
        if (newest !== '' && newest !== cursor) return true;
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, pingEveryMs);
          tell = () => {
            if (newest === cursor && !ended.aborted) return;
            clearTimeout(timer);
            resolve();
          };
        });
        return newest !== '' && newest !== cursor;
      },
    };
  }
}

const frame = (event: Event) => `id: ${event.id}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;

/** Resolves when the client has room again. It is not asked for more than it takes, and one that takes nothing is cut. */
async function send(
  response: ServerResponse,
  text: string,
  gone: AbortSignal,
  takesWithinMs: number,
): Promise<void> {
  gone.throwIfAborted();
  if (response.write(text)) return;
  const tooLate = setTimeout(() => response.destroy(), takesWithinMs);
  try {
    await once(response, 'drain', { signal: gone });
  } finally {
    clearTimeout(tooLate);
  }
}
