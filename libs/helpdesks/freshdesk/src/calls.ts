import {
  callsOf,
  HelpdeskError,
  type PlatformRequest,
  type PlatformResponse,
  type Send,
} from '@nightdesk/helpdesks/contract';
import type { z } from 'zod';

export const call = callsOf('Freshdesk');

/**
 * The same with the requester's name and e-mail in the answer. An agent who may not see contacts is refused the whole
 * page for it, also in the middle of a list, so the page is asked for again without. `included` says whether they came.
 */
export async function withRequester<T>(
  send: Send,
  request: PlatformRequest,
  shape: z.ZodType<T>,
): Promise<{ body: T; response: PlatformResponse; included: boolean }> {
  try {
    const query = { ...request.query, include: 'requester' };
    return { ...(await call(send, { ...request, query }, shape)), included: true };
  } catch (error) {
    if (!(error instanceof HelpdeskError && error.kind === 'forbidden')) throw error;
    return withoutRequester(send, request, shape);
  }
}

/** The same for who was refused it before. */
export async function withoutRequester<T>(send: Send, request: PlatformRequest, shape: z.ZodType<T>) {
  return { ...(await call(send, request, shape)), included: false };
}

/** True when there is a next page. Only this is taken from the header, never the URL that it names. */
export function hasNext({ headers }: PlatformResponse): boolean {
  return /;\s*rel="?next"?/i.test(headers['link'] ?? '');
}

/** Freshdesk gives at most this many rows for a page; asking for more is an error. */
export const perPage = 100;

/** All rows of a list, one call for each hundred. */
export async function* rows<T>(
  send: Send,
  request: PlatformRequest,
  shape: z.ZodType<T[]>,
): AsyncGenerator<T> {
  for (let page = 1; ; page += 1) {
    const query = { ...request.query, per_page: perPage, page };
    const { body, response } = await call(send, { ...request, query }, shape);
    yield* body;
    if (body.length === 0 || !hasNext(response)) return;
  }
}

/** A record that this agent or plan does not get to see: what was asked for is done without it. */
export const isRefused = (error: unknown) =>
  error instanceof HelpdeskError && [403, 404].includes(error.details.status ?? 0);
