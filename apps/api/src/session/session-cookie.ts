import { Inject, Injectable } from '@nestjs/common';
import type { SignedIn, UserSession } from '@nightdesk/access';
import type { SessionView } from '@nightdesk/contract';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import type { FastifyReply } from 'fastify';
import { type ApiRequest, cookieKind, sessionCookie } from '../http/request.js';

/** Longer than a session, which the server ends: so it can still say why. */
const KEPT_SECONDS = 30 * 24 * 3_600;

/** Puts a session into the browser, and takes it from there. */
@Injectable()
export class SessionCookie {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** The token of the session that a browser has, if any. */
  of({ cookies }: ApiRequest): string | undefined {
    return cookies[sessionCookie(this.config)];
  }

  /** Also for a session that goes on, or the cookie would end in the middle of its use. */
  set(reply: FastifyReply, { token, session }: SignedIn): SessionView {
    reply.setCookie(sessionCookie(this.config), token, { ...cookieKind(this.config), maxAge: KEPT_SECONDS });
    return sessionView(session);
  }

  clear(reply: FastifyReply): void {
    reply.clearCookie(sessionCookie(this.config), cookieKind(this.config));
  }
}

function sessionView({ userId, email, role, csrfToken }: UserSession): SessionView {
  return { userId, email, role, csrfToken };
}
