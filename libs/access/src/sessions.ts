import { Injectable } from '@nestjs/common';
import { Clock } from '@nightdesk/platform/clock';
import { hashPassword, KeyRing, matchesPassword, randomToken, sha256 } from '@nightdesk/platform/crypto';
import { LoginRefused } from './access.errors.js';
import { AccessStore, type StoredSession } from './access.store.js';
import type { Role, SignedIn, UserSession } from './access.types.js';

const LIFETIME_MS = 12 * 3_600_000;

/** A session is moved on at most this often, so that reading a page does not write for each of its requests. */
const MOVE_ON_AFTER_MS = 5 * 60_000;

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

  /** @throws LoginRefused. Does not count attempts: limiting them is the edge's. */
  async login(email: string, password: string): Promise<SignedIn> {
    const user = await this.store.userByEmail(email.toLowerCase());
    const matches = await matchesPassword(password, user?.passwordHash ?? (await this.nobody));
    if (!user || !matches) throw new LoginRefused();
    const token = randomToken();
    const createdAt = this.clock.now();
    const expiresAt = new Date(createdAt.getTime() + LIFETIME_MS);
    await this.store.addSession({ tokenHash: sha256(token), userId: user.id, createdAt, expiresAt });
    return { token, session: this.view(token, { user, expiresAt }) };
  }

  /** The session of a token, or null when it is unknown, ended or expired. Finding it makes it last 12 h from now. */
  async find(token: string): Promise<UserSession | null> {
    const now = this.clock.now();
    const found = await this.store.sessionByHash(sha256(token));
    if (!found || found.expiresAt <= now) return null;
    const movedOn = new Date(now.getTime() + LIFETIME_MS);
    if (movedOn.getTime() - found.expiresAt.getTime() < MOVE_ON_AFTER_MS) return this.view(token, found);
    await this.store.moveSessionOn(sha256(token), movedOn);
    return this.view(token, { ...found, expiresAt: movedOn });
  }

  /** True when the CSRF token is this session's, also when it was made before the current key changed. */
  ownsCsrf(token: string, csrfToken: string): boolean {
    return this.keyRing.verify('csrf', token, csrfToken);
  }

  async end(token: string): Promise<void> {
    await this.store.deleteSession(sha256(token));
  }

  /** Deletes expired sessions; to be called now and then. Answers how many. */
  sweep(): Promise<number> {
    return this.store.deleteExpiredSessions(this.clock.now());
  }

  private view(token: string, { user, expiresAt }: StoredSession): UserSession {
    const csrfToken = this.keyRing.sign('csrf', token);
    return { userId: user.id, email: user.email, role: user.role as Role, csrfToken, expiresAt };
  }
}
