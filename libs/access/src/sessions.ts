import { Injectable } from '@nestjs/common';
import { Clock } from '@nightdesk/platform/clock';
import { hashPassword, KeyRing, matchesPassword, randomToken, sha256 } from '@nightdesk/platform/crypto';
import { LoginRefused } from './access.errors.js';
import { AccessStore, type StoredSession } from './access.store.js';
import type { Role, SessionEnd, SignedIn, UserSession } from './access.types.js';

const LIFETIME_MS = 12 * 3_600_000;

/** However much it is used, a session ends so long after its login. */
const LONGEST_MS = 7 * 24 * 3_600_000;

/** A session is moved on at most this often, so that reading a page does not write for each of its requests. */
const MOVE_ON_AFTER_MS = 5 * 60_000;

const reasons: Record<SessionEnd | 'expired' | 'grown_old', string> = {
  expired: 'nobody used it for 12 hours.',
  grown_old: 'you signed in a week ago.',
  signed_out: 'you signed out in another tab or window.',
  password_changed: 'your password was changed.',
  ended_by_operator: 'an operator ended all your sessions.',
};

/** Sessions of the page. The database knows only a hash of the token. */
@Injectable()
export class Sessions {
  /** A hash that no password matches: an unknown e-mail costs the same time as a wrong password. */
  private readonly nobody = hashPassword(randomToken());

  constructor(
    private readonly store: AccessStore,
    private readonly keyRing: KeyRing,
    private readonly clock: Clock,
  ) {}

  /** @throws LoginRefused. Does not count attempts: see `LoginLimit`. */
  async login(email: string, password: string): Promise<SignedIn> {
    const user = await this.store.userByEmail(email.toLowerCase());
    const matches = await matchesPassword(password, user?.passwordHash ?? (await this.nobody));
    if (!user || !matches) throw new LoginRefused();
    return this.begin(user);
  }

  /** For somebody who has just proved it otherwise: by a link, or by the set-up code. @throws LoginRefused when that person is gone. */
  async beginFor(userId: string): Promise<SignedIn> {
    const user = await this.store.userById(userId);
    if (!user) throw new LoginRefused();
    return this.begin(user);
  }

  /** The session of a token, or null when it is unknown, ended or expired. Finding it makes it last 12 h from now, within a week of its login. */
  async find(token: string): Promise<UserSession | null> {
    const now = this.clock.now();
    const found = await this.store.sessionByHash(sha256(token));
    if (!found || found.expiresAt <= now || found.endedBecause !== null) return null;
    const movedOn = new Date(Math.min(now.getTime() + LIFETIME_MS, found.createdAt.getTime() + LONGEST_MS));
    if (movedOn.getTime() - found.expiresAt.getTime() < MOVE_ON_AFTER_MS) return this.view(token, found);
    await this.store.moveSessionOn(sha256(token), movedOn);
    return this.view(token, { ...found, expiresAt: movedOn });
  }

  /** Whether it is still good; asking does not make it last longer. */
  async isOpen(token: string): Promise<boolean> {
    const found = await this.store.sessionByHash(sha256(token));
    return found !== null && found.endedBecause === null && found.expiresAt > this.clock.now();
  }

  /** True when the CSRF token is this session's, also when it was made before the current key changed. */
  ownsCsrf(token: string, csrfToken: string): boolean {
    return this.keyRing.verify('csrf', token, csrfToken);
  }

  async end(token: string): Promise<void> {
    await this.store.endSession(sha256(token), 'signed_out');
  }

  /** Why the session of a token is over, as a sentence for that person. One that is not known any more has expired. */
  async whyEnded(token: string): Promise<string> {
    const found = await this.store.sessionByHash(sha256(token));
    const isOld = found !== null && found.expiresAt.getTime() - found.createdAt.getTime() >= LONGEST_MS;
    const why = (found?.endedBecause ?? (isOld ? 'grown_old' : 'expired')) as keyof typeof reasons;
    return `You were signed out because ${reasons[why]}`;
  }

  /** Deletes expired sessions; to be called now and then. Answers how many. */
  sweep(): Promise<number> {
    return this.store.deleteExpiredSessions(this.clock.now());
  }

  private async begin(user: StoredSession['user']): Promise<SignedIn> {
    const token = randomToken();
    const createdAt = this.clock.now();
    const expiresAt = new Date(createdAt.getTime() + LIFETIME_MS);
    await this.store.addSession(sha256(token), user.id, createdAt, expiresAt);
    return { token, session: this.view(token, { user, expiresAt }) };
  }

  private view(token: string, { user, expiresAt }: Pick<StoredSession, 'user' | 'expiresAt'>): UserSession {
    const csrfToken = this.keyRing.sign('csrf', token);
    return { userId: user.id, email: user.email, role: user.role as Role, csrfToken, expiresAt };
  }
}
