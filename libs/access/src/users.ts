import { Injectable } from '@nestjs/common';
import { Clock, Ids } from '@nightdesk/platform/clock';
import { hashPassword, matchesPassword, sha256 } from '@nightdesk/platform/crypto';
import { PasswordRefused } from './access.errors.js';
import { AccessStore } from './access.store.js';
import { Audit } from './audit.js';
import { PeopleStore } from './people.store.js';

/** The passwords of those who may open the page. */
@Injectable()
export class Users {
  constructor(
    private readonly store: AccessStore,
    private readonly people: PeopleStore,
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * Makes sure that an operator with this password exists; to be called at every start. Another password than the one that
   * was taken over last replaces that user's and ends the sessions; the same one leaves what was changed on the page.
   */
  async ensureFirst(email: string, password: string): Promise<void> {
    const known = await this.store.userByEmail(email.toLowerCase());
    if (known?.startPasswordHash && (await matchesPassword(password, known.startPasswordHash))) return;
    const passwordHash = await hashPassword(password);
    if (known) {
      await this.store.replacePassword(known.id, passwordHash, passwordHash);
      await this.audit.record({ actor: 'system', action: 'user.password_changed', subject: known.id });
      return;
    }
    const user = { id: this.ids.next('usr'), email: email.toLowerCase(), passwordHash, role: 'operator' };
    const row = { ...user, startPasswordHash: passwordHash, createdAt: this.clock.now() };
    if (!(await this.store.addUser(row))) return;
    const details = { email: user.email, role: user.role };
    await this.audit.record({ actor: 'system', action: 'user.created', subject: user.id, details });
  }

  /**
   * One's own password. The other sessions end, the one with this token stays. Guesses of the current one are to be limited
   * by the caller. @throws PasswordRefused
   */
  async changeOwn(userId: string, current: string, next: string, token: string): Promise<void> {
    const user = await this.store.userById(userId);
    if (!user || !(await matchesPassword(current, user.passwordHash))) throw new PasswordRefused();
    const passwordHash = await hashPassword(next);
    await this.people.transaction(async (tx) => {
      await this.people.setPassword(tx, userId, passwordHash, this.clock.now(), sha256(token));
      await this.audit.record({ actor: userId, action: 'user.password_changed', subject: userId }, tx);
    });
  }
}
