import { isAxiosError } from 'axios';
import Bottleneck from 'bottleneck';
import type { Contender, Order } from '../contender.js';
import { ceiling, places, platformLimit, windowMs } from '../figures.js';
import { comment, plainAxios, ticketPath } from './axios-retry.js';

/** So many calls in each window, in the order in which they were asked for. */
export function reservoir({ api }: Order): Contender {
  const limiter = new Bottleneck({
    maxConcurrent: places,
    reservoir: ceiling,
    reservoirRefreshAmount: ceiling,
    reservoirRefreshInterval: windowMs,
  });
  return limited(api, limiter, { read: 5, write: 5 });
}

/**
 * Writes first, evenly spaced as the platform's limit allows, and a reservoir for the share of it that is ours to use: the
 * set-up that Bottleneck's documentation builds up to.
 */
export const spaced = (order: Order): Contender =>
  spacedWith(order, { maxConcurrent: places, everyMs: windowMs / platformLimit });

/**
 * The same, spaced by hand so that the reservoir never runs empty: right for as long as limit, share and other clients stay
 * what they were when somebody worked it out.
 */
export const tuned = (order: Order): Contender =>
  spacedWith(order, { maxConcurrent: places, everyMs: windowMs / ceiling });

/**
 * Tuned, with one call in flight. A write then waits for one call only; but where an answer takes longer than the spacing
 * (115 ms), the rest of the limit is lost (`--answer-ms 200` shows it).
 */
export const oneByOne = (order: Order): Contender =>
  spacedWith(order, { maxConcurrent: 1, everyMs: windowMs / ceiling });

function spacedWith(
  { api }: Order,
  { maxConcurrent, everyMs }: { maxConcurrent: number; everyMs: number },
): Contender {
  const limiter = new Bottleneck({
    maxConcurrent,
    minTime: Math.ceil(everyMs),
    reservoir: ceiling,
    reservoirRefreshAmount: ceiling,
    reservoirRefreshInterval: windowMs,
  });
  return limited(api, limiter, { read: 5, write: 0 });
}

function limited(
  api: string,
  limiter: Bottleneck,
  priority: Readonly<Record<'read' | 'write', number>>,
): Contender {
  const client = plainAxios(api);
  // What is refused goes again when `Retry-After` says so, at most five times.
  limiter.on('failed', async (error: unknown, { retryCount }: { retryCount: number }) => {
    if (!isAxiosError(error) || error.response?.status !== 429 || retryCount >= 5) return null;
    return Number(error.response.headers['retry-after']) * 1_000;
  });
  return {
    read: (ticketId) => limiter.schedule({ priority: priority.read }, () => client.get(ticketPath(ticketId))),
    write: (ticketId, text) =>
      limiter.schedule({ priority: priority.write }, () => client.put(ticketPath(ticketId), comment(text))),
    stop: async () => undefined,
  };
}
