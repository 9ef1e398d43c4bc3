import type { CallOptions, Http, UnsafeCallOptions } from './http.js';
import { listing } from './listing.js';
import type * as t from './types.js';

/** Operations that failed or died, and replays of many of them: one, then ten, then all. */
export class DeadLetters {
  constructor(private readonly http: Http) {}

  /** By root cause, the most frequent first. */
  async groups(options: CallOptions & { accountId?: string } = {}): Promise<t.DeadLetterGroup[]> {
    const { accountId, ...call } = options;
    const { data } = await this.http.get('/dead-letters', { ...call, query: { accountId } });
    return data;
  }

  /** Those of one cause, last accepted first. */
  of(
    cause: string,
    options: CallOptions & { accountId?: string; limit?: number; after?: string } = {},
  ): t.Listing<t.OperationPage> {
    const { accountId, limit, after, ...call } = options;
    return listing((next) =>
      this.http.get('/dead-letters/{cause}', {
        path: { cause },
        ...call,
        query: { accountId, limit, after, ...next },
      }),
    );
  }

  /** They leave the list; nothing is sent and nothing is deleted. */
  discard(which: t.Discard, options: UnsafeCallOptions = {}): Promise<{ discarded: number }> {
    return this.http.post('/dead-letters/discard', { ...options, body: which });
  }

  /** Tries them again by stages, and stops when one fails again; follow it with `progress`. 409 when none fits. */
  replay(which: t.ReplayRequest, options: UnsafeCallOptions = {}): Promise<t.Replay> {
    return this.http.post('/replays', { ...options, body: which });
  }

  progress(replayId: string, options: CallOptions = {}): Promise<t.Replay> {
    return this.http.get('/replays/{replayId}', { path: { replayId }, ...options });
  }

  /** The latest replays, the newest first. */
  async replays(options: CallOptions = {}): Promise<t.Replay[]> {
    const { data } = await this.http.get('/replays', options);
    return data;
  }

  /** Nothing more is replayed; what is on its way goes on. 409 when it has ended. */
  cancelReplay(replayId: string, options: UnsafeCallOptions = {}): Promise<t.Replay> {
    return this.http.post('/replays/{replayId}/cancel', { path: { replayId }, ...options });
  }
}
