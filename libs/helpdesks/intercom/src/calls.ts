import {
  HelpdeskError,
  isSafe,
  type PlatformRequest,
  type PlatformResponse,
  type Send,
} from '@nightdesk/helpdesks/contract';
import { z } from 'zod';

/**
 * Sends a call and reads its answer.
 * @throws HelpdeskError `unavailable` when the answer lacks what Intercom promises; `ambiguous` when the call was a
 * write, because an accepted write has most likely taken effect whatever the answer looks like.
 */
export async function call<T>(
  send: Send,
  request: PlatformRequest,
  shape: z.ZodType<T>,
): Promise<{ body: T; response: PlatformResponse }> {
  const response = await send(request);
  const read = shape.safeParse(response.body);
  if (read.success) return { body: read.data, response };
  const [issue] = read.error.issues;
  throw new HelpdeskError(
    isSafe(request) ? 'unavailable' : 'ambiguous',
    `Intercom answered ${request.method} ${request.route} without a usable ${issue?.path.join('.') || 'body'}: ${issue?.message}`,
    { status: response.status, requestId: response.requestId, cause: read.error },
  );
}

/** Intercom keeps conversations and tickets apart; the unified id says which of the two a number means. */
export interface Target {
  kind: 'conversation' | 'ticket';
  id: string;
}

/** `conversation-123`, `ticket-456`. Anything else cannot exist, and must not shape a path. */
export function targetOf(ticketId: string): Target {
  const [, kind, id] = /^(conversation|ticket)-(\d{1,20})$/.exec(ticketId) ?? [];
  if (kind === undefined || id === undefined)
    throw new HelpdeskError(
      'not_found',
      'no such ticket: Intercom ids look like conversation-123 or ticket-456',
    );
  return { kind: kind === 'ticket' ? 'ticket' : 'conversation', id };
}

export const ticketIdOf = (kind: Target['kind'], id: string | number): string => `${kind}-${id}`;

/** The path of a conversation or ticket and what lies below it. */
export function targetPath(
  { kind, id }: Target,
  below: '' | '/reply' | '/parts' | '/tags' = '',
): Pick<PlatformRequest, 'path' | 'route'> {
  return { path: `/${kind}s/${id}${below}`, route: `/${kind}s/:id${below}` };
}

/** The place of one tag on a conversation or ticket. */
export function tagPath(target: Target, tagId: string): Pick<PlatformRequest, 'path' | 'route'> {
  const { path, route } = targetPath(target, '/tags');
  return { path: `${path}/${encodeURIComponent(tagId)}`, route: `${route}/:tag` };
}
