import { createHash, timingSafeEqual } from 'node:crypto';
import type { Config } from '@nightdesk/platform/config';

/** What is known of whoever asks for `/metrics`. */
export interface Scraper {
  headers: Readonly<Record<string, string | string[] | undefined>>;
  socket: { remoteAddress?: string | undefined };
}

const loopback = /^(127\.|::1$|::ffff:127\.)/;
const forwarding = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'] as const;

/**
 * Whether somebody may see the figures: by METRICS_TOKEN where it is set, else from this machine only. What a proxy passes
 * on comes from this machine as well, and tells by its headers that it does not.
 */
export function mayScrape(
  { headers, socket }: Scraper,
  { METRICS_TOKEN }: Pick<Config, 'METRICS_TOKEN'>,
): boolean {
  if (METRICS_TOKEN !== undefined) return isSame(headers['authorization'], `Bearer ${METRICS_TOKEN}`);
  return loopback.test(socket.remoteAddress ?? '') && forwarding.every((name) => headers[name] === undefined);
}

/** What to do about it, for the answer. */
export const scrapeRefusal =
  'Send METRICS_TOKEN as "Authorization: Bearer …". While none is configured, only clients on this machine may scrape.';

function isSame(given: string | string[] | undefined, wanted: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return typeof given === 'string' && timingSafeEqual(hash(given), hash(wanted));
}
