import { callsOf, HelpdeskError, type PlatformRequest, type Send } from '@nightdesk/helpdesks/contract';
import { z } from 'zod';

export const call = callsOf('Zendesk');

/** Cursor pagination's part of an answer; archived tickets answer some lists without it, whole. */
export const pageShape = {
  meta: z.looseObject({ has_more: z.boolean(), after_cursor: z.string().nullish() }).nullish(),
};
export type Page = z.infer<z.ZodObject<typeof pageShape>>;

/** The cursor of the next page, null at the end. Only cursors are carried on, never a URL that the answer names. */
export function nextCursor(page: Page): string | null {
  return page.meta?.has_more ? (page.meta.after_cursor ?? null) : null;
}

/** All pages of a list, one call each. */
export async function* pages<T extends Page>(
  send: Send,
  request: PlatformRequest,
  shape: z.ZodType<T>,
): AsyncGenerator<T> {
  const seen = new Set<string>();
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const query = { ...request.query, 'page[size]': 100, 'page[after]': cursor };
    const { body } = await call(send, { ...request, query }, shape);
    yield body;
    cursor = nextCursor(body);
    if (cursor === null) return;
    if (seen.has(cursor))
      throw new HelpdeskError('unavailable', `Zendesk repeats a page of ${request.route} without end`);
    seen.add(cursor);
  }
}

/** The path of a ticket and what lies below it. An id that is no number cannot exist, and must not shape a path. */
export function ticketPath(
  ticketId: string,
  below: '' | '/comments' | '/audits' | '/tags' = '',
): Pick<PlatformRequest, 'path' | 'route'> {
  if (!/^\d{1,19}$/.test(ticketId))
    throw new HelpdeskError('not_found', 'no such ticket: Zendesk ticket ids are numbers');
  return { path: `/api/v2/tickets/${ticketId}${below}`, route: `/api/v2/tickets/:id${below}` };
}
