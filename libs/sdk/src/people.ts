import type { CallOptions, Http, UnsafeCallOptions } from './http.js';
import type * as t from './types.js';

/** Who may open the page. For operators. */
export class People {
  constructor(private readonly http: Http) {}

  /** Oldest first. */
  async list(options: CallOptions = {}): Promise<t.User[]> {
    return (await this.http.get('/users', options)).data;
  }

  /** The answer holds the link by which that person chooses a password, this once. 409 when the e-mail address is taken. */
  invite(user: t.NewUser, options: UnsafeCallOptions = {}): Promise<t.InvitedUser> {
    return this.http.post('/users', { ...options, body: user });
  }

  /** Acts at once. 409 for the last operator. */
  change(userId: string, change: t.UserChange, options: UnsafeCallOptions = {}): Promise<t.User> {
    return this.http.patch('/users/{userId}', { path: { userId }, ...options, body: change });
  }

  /** A link by which that person chooses another password; the old one works until then. */
  resetPassword(userId: string, options: UnsafeCallOptions = {}): Promise<t.PasswordLink> {
    return this.http.post('/users/{userId}/password-link', { path: { userId }, ...options });
  }

  /** Signs that person out everywhere, at once. */
  endSessions(userId: string, options: UnsafeCallOptions = {}): Promise<{ ended: number }> {
    return this.http.post('/users/{userId}/end-sessions', { path: { userId }, ...options });
  }

  /** 409 for the last operator. */
  remove(userId: string, options: UnsafeCallOptions = {}): Promise<void> {
    return this.http.delete('/users/{userId}', { path: { userId }, ...options });
  }
}

/** Ways in for those who have no password yet, and one's own password. */
export class Entrance {
  constructor(private readonly http: Http) {}

  /** Whether nobody can log in yet. */
  setUpView(options: CallOptions = {}): Promise<t.SetUpView> {
    return this.http.get('/setup', options);
  }

  /** Makes the first operator, and logs in. 403 when the code is wrong, 429 after too many wrong ones. */
  async setUp(setUp: t.SetUp, options: CallOptions = {}): Promise<t.SessionView> {
    return this.http.entered(await this.http.post('/setup', { ...options, body: setUp }));
  }

  /** 404 when the link cannot be used (any more). */
  passwordLink(token: string, options: CallOptions = {}): Promise<t.PasswordLinkView> {
    return this.http.get('/password-links/{token}', { path: { token }, ...options });
  }

  /** Chooses the password, once, and logs in. */
  async choosePassword(token: string, password: string, options: CallOptions = {}): Promise<t.SessionView> {
    const body = { password };
    return this.http.entered(
      await this.http.post('/password-links/{token}', { path: { token }, ...options, body }),
    );
  }

  /** One's own. All other sessions of that person end. 403 when the current one is wrong. */
  changePassword(change: t.PasswordChange, options: CallOptions = {}): Promise<void> {
    return this.http.put('/session/password', { ...options, body: change });
  }
}
