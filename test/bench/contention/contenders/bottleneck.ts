import { isAxiosError } from 'axios';
import Bottleneck from 'bottleneck';
import type { Contender, Order } from '../contender.js';
import { ceiling, places, windowMs } from '../figures.js';
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

/** Writes first, evenly spaced, and as many calls in flight as Nightdesk has: what keeps its pace at a platform of any speed. */
export const spaced = (order: Order): Contender => spacedWith(order, places);

/**
 * The same with one call in flight, as Bottleneck's first example has it. A write then waits for one call only; but where an
 * answer takes longer than the spacing (115 ms), the rest of the limit is lost (`--answer-ms 200` shows it).
 */
export const oneByOne = (order: Order): Contender => spacedWith(order, 1);

function spacedWith({ api }: Order, maxConcurrent: number): Contender {
  const limiter = new Bottleneck({
    maxConcurrent,
    minTime: Math.ceil(windowMs / ceiling),
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
