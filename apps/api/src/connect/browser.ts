import type { Config } from '@nightdesk/platform/config';
import { randomToken } from '@nightdesk/platform/crypto';
import type { FastifyReply } from 'fastify';
import { type ApiRequest, browserCookie } from '../http/request.js';

/** Knows the browser again when it comes back from the platform. */
export function markBrowser(request: ApiRequest, reply: FastifyReply, { PUBLIC_URL }: Config): string {
  const browser = request.cookies[browserCookie] ?? randomToken();
  reply.setCookie(browserCookie, browser, {
    // Both halves must see it: the start is under /v1, and a second start must not orphan the first.
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: PUBLIC_URL.startsWith('https:'),
    maxAge: 3_600,
  });
  return browser;
}
