import { setTimeout as wait } from 'node:timers/promises';
import { HelpdeskError, type Send } from '@nightdesk/helpdesks/contract';
import type { Clock } from '@nightdesk/platform/clock';

/** A reading that has begun waits no longer than this for the budget. */
const patienceMs = 10_000;

/**
 * A reading takes several calls. Once one was answered, the others wait for the budget instead of giving up: a reading that
 * begins anew spends its first call again, and where the budget lets calls out one by one, it would never come to its
 * last. A 429 of the platform itself ends it all the same.
 */
export function inOneGo(send: Send, clock: Clock, signal: AbortSignal | undefined): Send {
  let hasBegun = false;
  return async (request) => {
    const patience = clock.now().getTime() + patienceMs;
    for (;;) {
      try {
        const answer = await send(request);
        hasBegun = true;
        return answer;
      } catch (error) {
        const freeAt = hasBegun && freeAgain(error);
        if (!freeAt || freeAt.getTime() > patience || signal?.aborted === true) throw error;
        await passes(freeAt.getTime() - clock.now().getTime(), signal);
      }
    }
  };
}

/** When our own budget, and not the platform, has refused a call: the instant to ask again. */
function freeAgain(error: unknown): Date | undefined {
  const isOurs =
    error instanceof HelpdeskError && error.kind === 'rate_limited' && error.details.status === undefined;
  return isOurs ? error.details.retryAt : undefined;
}

/** Ends early with the drain: the next call is then refused. */
async function passes(ms: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await wait(Math.max(1, ms), undefined, signal ? { signal } : {});
  } catch (error) {
    if (signal?.aborted !== true) throw error;
  }
}
