import { Injectable } from '@nestjs/common';
import { Clock, Ids } from '@nightdesk/platform/clock';
import { hashPassword, matchesPassword } from '@nightdesk/platform/crypto';
import { AccessStore } from './access.store.js';
import { Audit } from './audit.js';

/** The people who may open the page. */
@Injectable()
export class Users {
  constructor(
    private readonly store: AccessStore,
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * Makes sure that an operator with this password exists; to be called at every start. Another password than the
   * stored one replaces it and ends that user's sessions.
   */
  async ensureFirst(email: string, password: string): Promise<void> {
    const known = await this.store.userByEmail(email.toLowerCase());
    if (known && (await matchesPassword(password, known.passwordHash))) return;
    const passwordHash = await hashPassword(password);
    if (known) {
      await this.store.replacePassword(known.id, passwordHash);
      await this.audit.record({ actor: 'system', action: 'user.password_changed', subject: known.id });
      return;
    }
    const user = { id: this.ids.next('usr'), email: email.toLowerCase(), passwordHash, role: 'operator' };
    const added = await this.store.addUser({ ...user, createdAt: this.clock.now() });
    if (added) await this.audit.record({ actor: 'system', action: 'user.created', subject: user.id });
  }
}
