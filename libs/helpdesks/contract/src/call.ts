import type { z } from 'zod';
import { HelpdeskError } from './error.js';
import { isSafe } from './send.js';
import type { PlatformRequest, PlatformResponse, Send } from './transport.js';

/** Sends a call and reads its answer. */
export type Call = <T>(
  send: Send,
  request: PlatformRequest,
  shape: z.ZodType<T>,
) => Promise<{ body: T; response: PlatformResponse }>;

/**
 * How an adapter calls its platform, which errors name by `title`. The call throws HelpdeskError `unavailable` when the
 * answer lacks what the platform promises, and `ambiguous` when the call was a write: an accepted write has most likely
 * taken effect, whatever the answer looks like.
 */
export function callsOf(title: string): Call {
  return async (send, request, shape) => {
    const response = await send(request);
    const read = shape.safeParse(response.body);
    if (read.success) return { body: read.data, response };
    const [issue] = read.error.issues;
    throw new HelpdeskError(
      isSafe(request) ? 'unavailable' : 'ambiguous',
      `${title} answered ${request.method} ${request.route} without a usable ${issue?.path.join('.') || 'body'}: ${issue?.message}`,
      { status: response.status, requestId: response.requestId, cause: read.error },
    );
  };
}
