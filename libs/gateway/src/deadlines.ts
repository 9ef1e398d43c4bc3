import { HelpdeskError, type PlatformRequest, timeoutMs } from '@nightdesk/helpdesks/contract';
import type { Clock } from '@nightdesk/platform/clock';

/** The chain of deadlines is in the README: each is shorter than the one above it. */
const connectMs = 2_000;
/** For what is committed between the budget's grant and the first byte, and for giving the place back. */
const marginMs = 3_000;

/** All HTTP calls of one use of a platform together, so that a slow platform cannot hold a place for minutes. */
export const useMs = { read: 20_000, write: 30_000 } as const;

/** How long a place in the budget is kept for a call whose process died. */
export const leaseMs = (request: PlatformRequest): number => timeoutMs(request) + connectMs + marginMs;

/** An end for one use of a platform: its own deadline, or the drain's. The signal's reason is a {@link HelpdeskError}. */
export class Deadline {
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private readonly stop: () => void;

  constructor(
    lane: 'read' | 'write',
    private readonly outer: AbortSignal | undefined,
    clock: Clock,
  ) {
    const ms = useMs[lane];
    const late = () =>
      this.controller.abort(
        new HelpdeskError('unavailable', `the platform took more than ${ms / 1_000} s altogether`),
      );
    this.timer = setTimeout(late, ms);
    this.stop = () =>
      this.controller.abort(
        new HelpdeskError('held', 'this process is stopping; another one goes on', { retryAt: clock.now() }),
      );
    if (outer?.aborted) this.stop();
    outer?.addEventListener('abort', this.stop, { once: true });
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** To be called when the use has ended, or the drain's signal would remember it for as long as the process lives. */
  end(): void {
    clearTimeout(this.timer);
    this.outer?.removeEventListener('abort', this.stop);
  }
}
