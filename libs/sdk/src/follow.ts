import type { Http, CallOptions } from './http.js';
import { ApiError } from './api-error.js';
import type { Event } from './generated/v1.js';
import { mayPass, pause, pauseAfter } from './retry.js';
import { messagesOf } from './server-sent-events.js';

export interface FollowOptions extends Pick<CallOptions, 'signal'> {
  /** A line on which nothing came for so long, in milliseconds, is made again. Nightdesk says every 15 s that it is there; 45 s when left out. */
  timeoutMs?: number;
  /** An event's id or the `next` of a page: what came after it. From the beginning when left out. */
  after?: string;
  /** Only these types of event. */
  types?: readonly Event['type'][];
}

/** Events as they come, each once; a line that breaks is made again, from the last event on. */
export async function* follow(http: Http, options: FollowOptions): AsyncGenerator<Event, never> {
  const { signal, after, types, timeoutMs = 45_000 } = options;
  let last = '';
  for (let failures = 1; ; failures += 1) {
    const headers: Record<string, string> = last === '' ? {} : { 'last-event-id': last };
    let retryAfterMs: number | null = null;
    try {
      const parts = http.stream('/events/stream', {
        query: { after, types: types?.join() },
        headers,
        signal,
        timeoutMs,
      });
      for await (const { id, data } of messagesOf(parts)) {
        failures = 1;
        last = id;
        yield JSON.parse(data) as Event;
      }
    } catch (error) {
      const passes = mayPass(error) || (error instanceof ApiError && error.status >= 500);
      if (!passes) throw error;
      retryAfterMs = error.retryAfterMs;
    }
    await pause(pauseAfter(failures, retryAfterMs), signal);
  }
}
