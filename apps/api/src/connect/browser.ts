import type { Config } from '@nightdesk/platform/config';
import { randomToken } from '@nightdesk/platform/crypto';
import type { FastifyReply } from 'fastify';
import { type ApiRequest, browserCookie, cookieKind } from '../http/request.js';

/** Knows the browser again when it comes back from the platform. */
export function markBrowser(request: ApiRequest, reply: FastifyReply, config: Config): string {
  const name = browserCookie(config);
  const browser = request.cookies[name] ?? randomToken();
  // Both halves must see it: the start is under /v1, and a second start must not orphan the first.
  reply.setCookie(name, browser, { ...cookieKind(config), maxAge: 3_600 });
  return browser;
}
